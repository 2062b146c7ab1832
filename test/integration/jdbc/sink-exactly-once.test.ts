import type { SinkTaskPlugin } from '../../../lib/config/define-task.ts';
import { INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { jdbcSink } from '../../../lib/connectors/jdbc/sink/connector.ts';
import { jdbcSinkTask } from '../../../lib/connectors/jdbc/sink/task.ts';
import { exactlyOnceSinkContract } from '../../contract/tasks/exactly-once-sink-contract.ts';
import { databases, type TestDatabase } from './databases.ts';

const VALUE = structSchema([
  ['id', INT64_SCHEMA],
  ['name', STRING_SCHEMA],
]);
const record = (n: number, name = `n${n}`) => ({ valueSchema: VALUE, value: new Struct(VALUE, [n, name]) });

/** What is to happen in the database before the next batch is put, and after it. */
let next: { readonly before: () => Promise<void>; readonly after: () => Promise<void> } | null = null;

const task: SinkTaskPlugin = {
  kind: 'sink',
  start: async (raw, context) => {
    const started = await jdbcSinkTask.start(raw, context);
    return {
      ...started,
      put: async (records) => {
        const around = next;
        next = null;
        await around?.before();
        await started.put(records).finally(() => around?.after());
      },
    };
  },
};

/** The offset is moved, and then the rows find no table. */
const failing = (database: TestDatabase) => ({
  before: () => database.run('ALTER TABLE target RENAME TO gone'),
  after: () => database.run('ALTER TABLE gone RENAME TO target'),
});

for (const [name, create] of databases)
  exactlyOnceSinkContract(`jdbc-sink on ${name}, insert.mode=insert,`, {
    connector: jdbcSink,
    task,
    open: async () => {
      const database = await create();
      await database.run('CREATE TABLE target (id bigint NOT NULL, name varchar(10) CHECK (length(name) <= 10))');
      return {
        config: { ...database.config, 'table.name.format': 'target' },
        stored: async () => (await database.select('SELECT id, name FROM target')).map((row) => row.join('=')),
        failNextCommit: () => {
          next = failing(database);
        },
        close: () => database.close(),
      };
    },
    record,
    badRecord: record(1, 'x'.repeat(11)),
    by: 'stored offsets',
  });
