import { afterEach, expect, inject, it } from 'vitest';
import { readCommitted } from '../../worker/read-committed.ts';
import { countRecords } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { newDatabase, url } from './database.ts';

/** 100,000 is the size that counts, CI takes fewer to stay quick. */
const DOCUMENTS = Number(process.env.KILL_TEST_ROWS ?? 8000);
const KILLS = DOCUMENTS >= 100_000 ? 10 : 3;
const COPIED = Math.floor(DOCUMENTS / 2);
const WAIT_MS = 180_000;

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess | undefined;
const database = newDatabase();

afterEach(async () => {
  await worker?.remove();
  await database.dropDatabase();
});

it(`loses and repeats nothing while it is killed ${KILLS} times, in its copy and after it`, async () => {
  const collection = database.collection<{ _id: number }>('c');
  // Downwards, so that a copy, which goes upwards, does not meet what comes while it lasts: that is in the stream as well.
  const insert = async (from: number, to: number): Promise<void> => {
    for (let first = from; first < to; first += 1000)
      await collection.insertMany(
        Array.from({ length: Math.min(1000, to - first) }, (_, index) => ({ _id: -first - index })),
      );
  };
  await insert(0, COPIED);
  const topic = `${database.databaseName}.c`;
  worker = await startWorkerProcess({
    'bootstrap.servers': bootstrapServers,
    'group.id': database.databaseName,
    'exactly.once.source.support': 'enabled',
  });
  const running = worker;
  await running.client.create('mongo', {
    'connector.class': 'com.mongodb.kafka.connect.MongoSourceConnector',
    'connection.uri': url,
    database: database.databaseName,
    collection: 'c',
    'startup.mode': 'copy_existing',
    'publish.full.document.only': 'true',
    'poll.max.batch.size': '200',
    'poll.await.time.ms': '100',
    'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
  });
  const count = () => countRecords(bootstrapServers, topic).catch(() => 0);
  const share = Math.ceil((DOCUMENTS - COPIED) / KILLS);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await count();
    await waitFor('records to move', async () => (await count()) > before, WAIT_MS);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
    await running.kill();
    // What happens while nobody looks is read, too.
    await insert(COPIED + kill * share, Math.min(DOCUMENTS, COPIED + (kill + 1) * share));
    await running.restart();
  }
  const ids = await waitFor(
    'all documents',
    async () => {
      const values = await readCommitted(bootstrapServers, topic);
      const found = values.map((value) => Number(/-?\d+/.exec(value)));
      return new Set(found).size === DOCUMENTS && found;
    },
    WAIT_MS,
  );
  expect(ids).toHaveLength(DOCUMENTS);
}, 600_000);
