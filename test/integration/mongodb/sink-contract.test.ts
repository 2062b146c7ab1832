import { INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { mongoSink } from '../../../lib/connectors/mongodb/sink/connector.ts';
import { mongoSinkTask } from '../../../lib/connectors/mongodb/sink/task.ts';
import { sinkTaskContract } from '../../contract/tasks/sink-task-contract.ts';
import { newDatabase, url } from './database.ts';

const KEY = structSchema([['id', INT64_SCHEMA]]);
const VALUE = structSchema([
  ['name', STRING_SCHEMA],
  ['amount', INT64_SCHEMA],
]);

const record = (n: number, amount: number = n) => ({
  keySchema: KEY,
  key: new Struct(KEY, [n]),
  valueSchema: VALUE,
  value: new Struct(VALUE, [`name ${n}`, amount]),
});

/** The collection's validator refuses negative amounts. */
const open = (config: Readonly<Record<string, string>>) => async () => {
  const database = newDatabase();
  const collection = await database.createCollection('contract', { validator: { amount: { $gte: 0 } } });
  return {
    config: { 'connection.uri': url, database: database.databaseName, ...config },
    stored: async () => (await collection.find().toArray()).map((document) => JSON.stringify(document)),
    close: async () => {
      await database.dropDatabase();
    },
  };
};

const FULL_KEY = 'com.mongodb.kafka.connect.sink.processor.id.strategy.FullKeyStrategy';
const sink = { connector: mongoSink, task: mongoSinkTask, record, badRecord: record(1, -1) };

sinkTaskContract('mongodb-sink, by key,', {
  ...sink,
  open: open({ 'document.id.strategy': FULL_KEY, 'delete.on.null.values': 'true' }),
  redelivery: 'once',
  tombstone: 'deletes',
});

sinkTaskContract('mongodb-sink, by key and unordered,', {
  ...sink,
  open: open({ 'document.id.strategy': FULL_KEY, 'bulk.write.ordered': 'false', 'max.batch.size': '2' }),
  redelivery: 'once',
  tombstone: 'fails',
});

sinkTaskContract('mongodb-sink with its defaults', {
  ...sink,
  open: open({}),
  redelivery: { twice: 'each delivery makes new ids, as by the original' },
  tombstone: 'fails',
});
