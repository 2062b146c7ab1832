import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { databases, type TestDatabase } from '../jdbc/databases.ts';

const RECORDS = Number(process.env.KILL_TEST_ROWS ?? 20_000);
const KEYS = 3000;
const PARTITIONS = 4;
/** Each costs a session timeout of the consumer group. */
const KILLS = RECORDS >= 100_000 ? 10 : 2;
const TIMEOUT_MS = 600_000;
const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess | undefined;
let database: TestDatabase | undefined;

afterEach(async () => {
  await worker?.remove();
  await database?.close();
  worker = undefined;
  database = undefined;
});

interface Change {
  readonly id: number;
  /** `null` deletes. */
  readonly version: number | null;
}

/** Record number `n`: keys come again and again, and one in five is a tombstone. */
const changeOf = (n: number): Change => ({ id: (n * 7919) % KEYS, version: n % 5 === 3 ? null : n });

const FIELDS = [{ field: 'n', type: 'int64', optional: false }];

const messageOf = (n: number, { id, version }: Change) => ({
  partition: id % PARTITIONS,
  key: JSON.stringify({ schema: { type: 'int64', optional: false }, payload: id }),
  value: version === null ? null : JSON.stringify({ schema: { type: 'struct', fields: FIELDS }, payload: { n } }),
});

/** By a client that is not under test. */
const fillTopic = async (topic: string, from: number, to: number, change: (n: number) => Change): Promise<void> => {
  const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }] });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  for (let first = from; first < to; first += 1000) {
    const numbers = Array.from({ length: Math.min(1000, to - first) }, (_, index) => first + index);
    await producer.send({ topic, messages: numbers.map((n) => messageOf(n, change(n))) });
  }
  await producer.disconnect();
};

/** Fills the topic in pieces, and kills the worker while it writes each. */
const killRepeatedly = async (
  running: WorkerProcess,
  topic: string,
  { largest, change }: { readonly largest: () => Promise<number>; readonly change: (n: number) => Change },
): Promise<void> => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const from = Math.floor((RECORDS * kill) / KILLS);
    await fillTopic(topic, from, Math.floor((RECORDS * (kill + 1)) / KILLS), change);
    await waitFor('records to be written', async () => (await largest()) >= from, 120_000);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
    await running.kill();
    await running.restart();
  }
};

const select = async (sql: string): Promise<ReadonlyArray<ReadonlyArray<string | null>>> =>
  (await database?.select(sql).catch(() => [])) ?? [];

const largestIn = (table: string) => async (): Promise<number> => {
  const [[largest] = []] = await select(`SELECT max(n) FROM ${table}`);
  return Number(largest ?? -1);
};

const prepare = async (create: () => Promise<TestDatabase>) => {
  database = await create();
  const name = `sink_${randomUUID().replaceAll('-', '')}`;
  const config = {
    'connector.class': 'JdbcSink',
    topics: name,
    ...Object.fromEntries(Object.entries(database.config).filter(([key]) => key.startsWith('connection.'))),
    'auto.create': 'true',
    'event.source.batch.size': '700',
    'event.source.batching.window.ms': '100',
    'retry.backoff.ms': '100',
  };
  worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
  return { name, config, running: worker };
};

describe.each(databases.filter(([name]) => name === 'postgres' || name === 'mysql'))(
  `a JDBC sink on %s killed ${KILLS} times while it takes ${RECORDS} records`,
  (_name, create) => {
    it('leaves the table as the compacted topic is', { timeout: TIMEOUT_MS }, async () => {
      const { name, config, running } = await prepare(create);
      await running.client.create(name, {
        ...config,
        'insert.mode': 'upsert',
        'pk.mode': 'record_key',
        'pk.fields': 'id',
        'delete.enabled': 'true',
      });
      await killRepeatedly(running, name, { largest: largestIn(name), change: changeOf });
      const last = { id: KEYS, version: RECORDS };
      for (let partition = 0; partition < PARTITIONS; partition += 1)
        await fillTopic(name, RECORDS, RECORDS + 1, () => ({ ...last, id: KEYS + partition }));
      const compacted = new Map(Array.from({ length: PARTITIONS }, (_, index) => [KEYS + index, RECORDS]));
      for (let n = 0; n < RECORDS; n += 1) {
        const { id, version } = changeOf(n);
        if (version === null) compacted.delete(id);
        else compacted.set(id, version);
      }
      const marked = `SELECT id FROM ${name} WHERE n = ${RECORDS}`;
      await waitFor('the last records', async () => (await select(marked)).length === PARTITIONS, 120_000);
      const stored = new Map((await select(`SELECT id, n FROM ${name}`)).map(([id, n]) => [Number(id), Number(n)]));
      expect(new Map([...stored].toSorted(([a], [b]) => a - b))).toEqual(
        new Map([...compacted].toSorted(([a], [b]) => a - b)),
      );
    });

    it('has every record exactly once in a table without a key', { timeout: TIMEOUT_MS }, async () => {
      const { name, config, running } = await prepare(create);
      const change = (n: number): Change => ({ id: n, version: n });
      await running.client.create(name, { ...config, 'delivery.guarantee': 'exactly_once' });
      await killRepeatedly(running, name, { largest: largestIn(name), change });
      const count = `SELECT count(*) FROM ${name}`;
      await waitFor('all records', async () => Number((await select(count))[0]?.[0]) >= RECORDS, 120_000);
      for (let partition = 0; partition < PARTITIONS; partition += 1)
        await fillTopic(name, RECORDS + partition, RECORDS + partition + 1, (n) => ({ id: partition, version: n }));
      const marked = `SELECT n FROM ${name} WHERE n >= ${RECORDS}`;
      await waitFor('the last records', async () => (await select(marked)).length >= PARTITIONS, 120_000);
      const numbers = (await select(`SELECT n FROM ${name}`)).map(([n]) => Number(n)).toSorted((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: RECORDS + PARTITIONS }, (_, n) => n));
    });
  },
);
