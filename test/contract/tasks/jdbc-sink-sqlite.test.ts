import { join } from 'node:path';
import Database from 'libsql';
import type { SinkTaskPlugin } from '../../../lib/config/define-task.ts';
import { INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { jdbcSink } from '../../../lib/connectors/jdbc/sink/connector.ts';
import { jdbcSinkTask } from '../../../lib/connectors/jdbc/sink/task.ts';
import { exactlyOnceSinkContract } from './exactly-once-sink-contract.ts';
import { sinkTaskContract } from './sink-task-contract.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const KEY = structSchema([['id', INT64_SCHEMA]]);
const VALUE = structSchema([
  ['name', STRING_SCHEMA],
  ['amount', INT64_SCHEMA],
]);

const record = (n: number, amount: number | bigint = n) => ({
  keySchema: KEY,
  key: new Struct(KEY, [n]),
  valueSchema: VALUE,
  value: new Struct(VALUE, [`name ${n}`, amount]),
});

/** SQLite needs no service. The table's check refuses negative amounts. */
const open = (config: Readonly<Record<string, string>>) => async () => {
  const { path, remove } = await temporaryDirectory();
  const file = join(path, 'target.db');
  const database = new Database(file);
  database.exec('CREATE TABLE contract (id integer, name text, amount integer CHECK (amount >= 0))');
  if (config['insert.mode'] === 'upsert') database.exec('CREATE UNIQUE INDEX contract_id ON contract (id)');
  return {
    config: { 'connection.url': `jdbc:sqlite:${file}`, ...config },
    stored: async () =>
      database
        .prepare('SELECT id, name, amount FROM contract')
        .raw()
        .all()
        .map((row) => JSON.stringify(row)),
    close: async () => {
      database.close();
      await remove();
    },
  };
};

const upsert = { 'insert.mode': 'upsert', 'pk.mode': 'record_key', 'delete.enabled': 'true' };

sinkTaskContract('jdbc-sink on SQLite, insert.mode=upsert,', {
  connector: jdbcSink,
  task: jdbcSinkTask,
  open: open(upsert),
  record,
  badRecord: record(1, -1),
  redelivery: 'once',
  tombstone: 'deletes',
});

sinkTaskContract('jdbc-sink on SQLite, insert.mode=insert without a key,', {
  connector: jdbcSink,
  task: jdbcSinkTask,
  open: open({ 'pk.mode': 'record_key', 'pk.fields': 'id' }),
  record,
  badRecord: { ...record(1), value: new Struct(VALUE, ['not a number', 'x']) },
  redelivery: { twice: 'rows are inserted again, as by the original' },
  tombstone: 'fails',
});

/** Takes away what {@link failNextCommit} has put in the way, once it has had its effect. */
let clearTheWay = (): void => {};

const task: SinkTaskPlugin = {
  kind: 'sink',
  start: async (raw, context) => {
    const started = await jdbcSinkTask.start(raw, context);
    return {
      ...started,
      put: async (records) => {
        await started.put(records).finally(clearTheWay);
      },
    };
  },
};

exactlyOnceSinkContract('jdbc-sink on SQLite, insert.mode=insert,', {
  connector: jdbcSink,
  task,
  open: async () => {
    const target = await open({ 'max.retries': '100' })();
    const file = target.config['connection.url'].replace('jdbc:sqlite:', '');
    return {
      ...target,
      // Refused with the last statement before the commit, which leaves what came before to be rolled back.
      failNextCommit: () => {
        const database = new Database(file);
        database.exec(
          `CREATE TRIGGER refuse AFTER INSERT ON contract WHEN (SELECT count(*) FROM contract) >= 5
             BEGIN SELECT RAISE(ROLLBACK, 'the connection is lost'); END`,
        );
        clearTheWay = () => {
          clearTheWay = () => {};
          database.exec('DROP TRIGGER refuse');
          database.close();
        };
      },
    };
  },
  record,
  badRecord: record(1, -1),
  by: 'stored offsets',
});
