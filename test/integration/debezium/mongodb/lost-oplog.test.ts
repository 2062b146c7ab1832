import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MongoDBService, startMongoDB } from '../../../services/mongodb.ts';
import { waitFor } from '../../../worker/worker-process.ts';
import { atLeast, type Reader, summary } from '../reader.ts';
import { createSourceCollections, type Doc, type SourceCollections, startMongoReader } from './source-collections.ts';

let server: MongoDBService;
let source: SourceCollections;

beforeAll(async () => {
  // The server cuts its oplog in pieces, the fewer the smaller it is.
  server = await startMongoDB({ oplogMb: 8, checkpointSeconds: 1 });
  source = await createSourceCollections(server.url);
}, 120_000);
afterAll(async () => {
  await source?.client.close();
  await server?.stop();
});

const t = () => source.db.collection<Doc>('t');

const oplogBegin = async (): Promise<number> => {
  const [first] = await source.client
    .db('local')
    .collection('oplog.rs')
    .find()
    .sort({ $natural: 1 })
    .limit(1)
    .toArray();
  return first?.ts.getHighBitsUnsigned() ?? 0;
};

/** Writes until the server has forgotten the second in which a reader ended, and more than it. */
const overwriteOplog = async (until: number): Promise<void> => {
  const text = 'x'.repeat(1_000_000);
  await waitFor(
    'the oplog to be cut',
    async () => {
      for (let count = 0; count < 10; count += 1) await source.db.collection('noise').insertOne({ text });
      return (await oplogBegin()) > until;
    },
    180_000,
  );
};

test('a place that the oplog has lost fails the task, or calls for a new snapshot', { timeout: 240_000 }, async () => {
  await t().insertOne({ _id: 1 });
  const config = { 'collection.include.list': `${source.name}.t` };
  const reader: Reader = await startMongoReader(source.config('run', config));
  await reader.readUntil(atLeast(1));
  await t().insertOne({ _id: 2 });
  await reader.readUntil(atLeast(1));
  await reader.stop();
  const offset = reader.offset();
  await t().insertOne({ _id: 3 });
  await overwriteOplog(Math.ceil(Date.now() / 1000) + 1);
  await expect(startMongoReader(source.config('run', config), { offset })).rejects.toThrow(
    /the oplog does not reach back.*snapshot\.mode=when_needed.*DELETE \/connectors/,
  );
  const again = await startMongoReader(source.config('run', { ...config, 'snapshot.mode': 'when_needed' }), { offset });
  expect((await again.readUntil(atLeast(3))).map(summary)).toEqual(['r:1', 'r:2', 'r:3']);
  await again.stop();
});
