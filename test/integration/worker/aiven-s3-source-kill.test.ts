import { afterEach, describe, expect, inject, it } from 'vitest';
import { readCommitted } from '../../worker/read-committed.ts';
import { countRecords, readTopic } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { aivenConnection } from '../s3/aiven-source-tasks.ts';
import { createTestBucket } from '../s3/bucket.ts';
import { putObject } from '../s3/source-tasks.ts';

/** Lines that the kill test moves; 100,000 is the size that counts, CI takes fewer to stay quick. */
const LINES = Number(process.env.KILL_TEST_ROWS ?? 20_000);
const KILLS = LINES >= 100_000 ? 10 : 3;
const OBJECTS_A_PART = 20;
const PARTS = KILLS + 1;
const TIMEOUT_MS = 600_000;

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess | undefined;

afterEach(async () => {
  await worker?.remove();
  worker = undefined;
});

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
const cut = (count: number, parts: number, part: number) => Math.floor((count * part) / parts);

const startSource = async (guarantee: string) => {
  const bucket = await createTestBucket();
  const running = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers, 'group.id': bucket.name });
  worker = running;
  const topic = `${bucket.name}-${guarantee}`;
  await running.client.create(bucket.name, {
    ...aivenConnection(bucket),
    'connector.class': 'io.aiven.kafka.connect.s3.source.S3SourceConnector',
    'tasks.max': '2',
    topic,
    'file.name.template': '.*',
    'input.format': 'jsonl',
    'poll.interval.ms': '10',
    'max.poll.records': '50',
    'delivery.guarantee': guarantee,
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
    'key.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
  });
  /** The numbers of a part, spread over some objects. */
  const put = async (part: number): Promise<void> => {
    const [from, to] = [cut(LINES, PARTS, part), cut(LINES, PARTS, part + 1)];
    for (let index = 0; index < OBJECTS_A_PART; index += 1) {
      const [first, end] = [index, index + 1].map((n) => from + cut(to - from, OBJECTS_A_PART, n));
      await putObject(bucket, `${part}/${index}`, `${numbers(first ?? 0, end ?? 0).join('\n')}\n`);
    }
  };
  return {
    running,
    put,
    topic,
    /** Objects that are read to their ends, by the stored offsets. */
    done: async () => {
      const { body } = await running.client.call('GET', `/connectors/${bucket.name}/offsets`);
      return JSON.stringify(body).split('"eof":true').length - 1;
    },
    count: () => countRecords(bootstrapServers, topic),
    values: async () => (await readTopic(bootstrapServers, topic)).map(({ value }) => Number(value)),
  };
};

const moveThroughKills = async ({ running, put, count }: Awaited<ReturnType<typeof startSource>>): Promise<void> => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await count();
    await put(kill);
    await waitFor('records to move', async () => (await count()) > before);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    await running.kill();
    await running.restart();
  }
  await put(KILLS);
};

describe(`Aiven's S3 source, two tasks, killed ${KILLS} times while it reads ${LINES} lines`, () => {
  it('loses none', { timeout: TIMEOUT_MS }, async () => {
    const source = await startSource('at_least_once');
    await moveThroughKills(source);
    const all = await waitFor(
      'all lines',
      async () => {
        if ((await source.count()) < LINES) return undefined;
        const values = await source.values();
        return new Set(values).size === LINES && values;
      },
      300_000,
    );
    console.info(`at-least-once: ${LINES} lines, ${KILLS} kills, ${all.length - LINES} repeated`);
    expect(Math.max(...new Set(all))).toBe(LINES - 1);
  });

  it('loses and repeats none, exactly once', { timeout: TIMEOUT_MS }, async () => {
    const source = await startSource('exactly_once');
    await moveThroughKills(source);
    await waitFor('the offsets of all objects', async () => (await source.done()) === OBJECTS_A_PART * PARTS, 300_000);
    const values = (await readCommitted(bootstrapServers, source.topic)).map(Number);
    expect(values.toSorted((a, b) => a - b)).toEqual(numbers(0, LINES));
  });
});
