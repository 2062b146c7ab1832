import { INT32_SCHEMA, INT64_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { cassandraSink } from '../../../lib/connectors/cassandra/sink/connector.ts';
import { cassandraSinkTask } from '../../../lib/connectors/cassandra/sink/task.ts';
import { dyingHalfway } from '../../contract/tasks/dying-halfway.ts';
import { exactlyOnceSinkContract } from '../../contract/tasks/exactly-once-sink-contract.ts';
import { sinkTaskContract } from '../../contract/tasks/sink-task-contract.ts';
import { cassandraTests, unique } from './sink-tasks.ts';

const tests = cassandraTests();
const KEY = structSchema([['id', INT32_SCHEMA]]);
const VALUE = structSchema([['n', INT64_SCHEMA]]);
const dying = dyingHalfway(cassandraSinkTask);

const record = (n: number) => ({
  keySchema: KEY,
  key: new Struct(KEY, [n]),
  valueSchema: VALUE,
  value: new Struct(VALUE, [n]),
});

const open = async () => {
  const table = unique('contract_');
  const name = `${tests.keyspace}.${table}`;
  await tests.client().execute(`CREATE TABLE ${name} (id int PRIMARY KEY, n int)`);
  return {
    config: {
      ...tests.connectionKeys(),
      [`topic.contract.${tests.keyspace}.${table}.mapping`]: 'id=key.id, n=value.n',
    },
    stored: async () => (await tests.select(table)).map((row) => JSON.stringify(row)),
    failNextCommit: dying.dieNext,
    close: async () => void (await tests.client().execute(`DROP TABLE ${name}`)),
  };
};

const badRecord = { ...record(1), value: new Struct(VALUE, [2 ** 40]) };

sinkTaskContract('cassandra-sink', {
  connector: cassandraSink,
  task: cassandraSinkTask,
  open,
  record,
  badRecord,
  redelivery: 'once',
  tombstone: 'deletes',
});

exactlyOnceSinkContract('cassandra-sink', {
  connector: cassandraSink,
  task: dying.task,
  open,
  record,
  badRecord,
  by: 'idempotent writes',
});
