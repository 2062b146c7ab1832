import { mongoSource } from '../../../lib/connectors/mongodb/source/connector.ts';
import { mongoSourceTask } from '../../../lib/connectors/mongodb/source/task.ts';
import { sourceTaskContract } from '../../contract/tasks/source-task-contract.ts';
import { client, newDatabase, url } from './database.ts';

const RECORDS = 11;
const source = { connector: mongoSource, task: mongoSourceTask };

const filled = async () => {
  const database = newDatabase();
  const { operationTime } = await client.db('admin').command({ ping: 1 });
  for (const name of ['b', 'a'])
    await database.collection<{ _id: number | string }>(name).insertMany(
      Array.from({ length: name === 'a' ? 4 : RECORDS - 4 }, (_, n) => ({
        _id: n % 2 === 0 ? n : `id ${n}`,
        n,
        name,
      })),
    );
  const time = `{"$timestamp": {"t": ${operationTime.getHighBits()}, "i": ${operationTime.getLowBits()}}}`;
  const config = {
    'connection.uri': url,
    database: database.databaseName,
    'poll.max.batch.size': '3',
    'poll.await.time.ms': '200',
  };
  const close = async (): Promise<void> => {
    await database.dropDatabase();
  };
  return { config, time, close };
};

sourceTaskContract('mongodb-source, copying two collections,', {
  ...source,
  open: async () => {
    const { config, close } = await filled();
    const copying = { ...config, 'startup.mode': 'copy_existing' };
    return { config: copying, records: RECORDS, close };
  },
});

sourceTaskContract('mongodb-source, reading a change stream,', {
  ...source,
  open: async () => {
    const { config, time, close } = await filled();
    const streaming = {
      ...config,
      'startup.mode': 'timestamp',
      'startup.mode.timestamp.start.at.operation.time': time,
    };
    return { config: streaming, records: RECORDS, close };
  },
});
