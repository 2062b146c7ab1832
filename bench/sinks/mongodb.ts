import { Long, MongoClient } from 'mongodb';
import * as v from 'valibot';
import { mongoSinkTask } from '../../lib/connectors/mongodb/sink/task.ts';
import { sinkContext } from '../../test/contract/tasks/contexts.ts';
import { besideBareLoop } from './beside-bare-loop.ts';
import { BATCH, sinkRecords } from './records.ts';
import { startService } from './start-service.ts';

/** One bulk write a batch, of the same documents. */
const bareLoop = async (client: MongoClient): Promise<void> => {
  const writes = Array.from({ length: BATCH }, (_, id) => {
    const document = { id: Long.fromNumber(id), name: `name ${id}`, text: 'x'.repeat(50), _id: `bench#0#${id}` };
    return { replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true } };
  });
  await client.db('bench').collection<{ _id: string }>('bare').bulkWrite(writes);
};

/** Documents replaced by their place in Kafka. */
export const benchMongoSink = async (total: number) => {
  const { facts, stop } = await startService('mongodb', v.object({ url: v.string() }));
  const client = new MongoClient(facts.url);
  const config = {
    'connection.uri': facts.url,
    database: 'bench',
    'document.id.strategy': 'com.mongodb.kafka.connect.sink.processor.id.strategy.KafkaMetaDataStrategy',
  };
  const task = await mongoSinkTask.start(config, sinkContext(config));
  const records = sinkRecords('bench');
  try {
    const bench = { name: 'mongodb sink', put: () => task.put(records), bareLoop: () => bareLoop(client) };
    return await besideBareLoop(bench, total);
  } finally {
    await task.stop?.();
    await client.close();
    await stop();
  }
};
