import { randomUUID } from 'node:crypto';
import { afterEach, expect, inject, test } from 'vitest';
import { readCommitted } from '../../worker/read-committed.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { createEventWorld } from './event-world.ts';

/** How many rows; KILL_TEST_ROWS=100000 is the full size. */
const ROWS = Number(process.env.KILL_TEST_ROWS ?? 1500);
const KILLS = ROWS >= 100_000 ? 10 : 1;
const OBJECTS = 30;
const WAIT_MS = 300_000;

let worker: WorkerProcess | undefined;

afterEach(async () => {
  await worker?.remove();
  worker = undefined;
});

const row = (n: number): string => `row ${n}`;

test(`objects that events tell of, three times each, are read exactly once, though the worker is killed, ${KILLS} times`, async () => {
  const { bootstrapServers } = inject('kafka');
  const world = await createEventWorld();
  const topic = `rows-${randomUUID()}`;
  worker = await startWorkerProcess({
    'bootstrap.servers': bootstrapServers,
    'group.id': randomUUID(),
    'exactly.once.source.support': 'enabled',
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
  });
  await worker.client.create('events', {
    ...world.config,
    'connector.class': 'io.confluent.connect.s3.source.S3SourceConnector',
    'tasks.max': '2',
    'topics.dir': 'in',
    'topic.regex.list': `${topic}:in/.*[.]txt`,
    'format.class': 'io.confluent.connect.s3.format.string.StringFormat',
    'record.batch.max.size': '10',
    's3.event.visibility.timeout.seconds': '3',
  });
  const count = async () => (await readCommitted(bootstrapServers, topic)).length;
  const put = async (object: number) => {
    const rows = Array.from({ length: ROWS / OBJECTS }, (_, n) => row(object * (ROWS / OBJECTS) + n));
    // Names that are encoded in some events, and later objects that sort before earlier ones.
    await world.put(`in/part ${OBJECTS - object}+ü.txt`, rows.join('\n'));
  };

  await world.send('{"Service":"Amazon S3","Event":"s3:TestEvent"}');
  for (let object = 0; object < OBJECTS; object++) {
    await put(object);
    if (object % Math.ceil(OBJECTS / (KILLS + 1)) !== 3) continue;
    await waitFor('rows to move', async () => (await count()) > 0, WAIT_MS);
    await worker.kill();
    await worker.restart();
  }

  await waitFor('all rows', async () => (await count()) >= ROWS, WAIT_MS, 1000);
  await waitFor('all messages to be deleted', async () => (await world.countMessages()) === 0, WAIT_MS, 250);
  expect((await readCommitted(bootstrapServers, topic)).toSorted()).toEqual(
    Array.from({ length: ROWS }, (_, n) => row(n)).toSorted(),
  );
  await world.send('no event');
  await waitFor('a warning', async () => /is left in the queue/.test((await worker?.log()) ?? ''), WAIT_MS);
  expect(await world.countMessages()).toBe(1);
}, 600_000);
