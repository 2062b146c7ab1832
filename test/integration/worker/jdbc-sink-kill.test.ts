import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, inject, it } from 'vitest';
import {
  type Change,
  changesFrom,
  expectCompactedTopic,
  fillTopic,
  KILL_RECORDS,
  KILL_TIMEOUT_MS,
  KILLS,
  killRepeatedly,
  PARTITIONS,
} from '../../worker/compacted-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { databases, type TestDatabase } from '../jdbc/databases.ts';

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess | undefined;
let database: TestDatabase | undefined;

afterEach(async () => {
  await worker?.remove();
  await database?.close();
  worker = undefined;
  database = undefined;
});

const select = async (sql: string): Promise<ReadonlyArray<ReadonlyArray<string | null>>> =>
  (await database?.select(sql).catch(() => [])) ?? [];

const largestIn = (table: string) => async (): Promise<number> => {
  const [[largest] = []] = await select(`SELECT max(n) FROM ${table}`);
  return Number(largest ?? -1);
};

const sinkConfig = (connection: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  'connector.class': 'JdbcSink',
  ...Object.fromEntries(Object.entries(connection).filter(([key]) => key.startsWith('connection.'))),
  'auto.create': 'true',
  'retry.backoff.ms': '100',
});

describe.each(databases.filter(([name]) => name === 'postgres' || name === 'mysql'))(
  `a JDBC sink on %s killed ${KILLS} times while it takes ${KILL_RECORDS} records`,
  (_name, create) => {
    it('leaves the table as the compacted topic is', { timeout: KILL_TIMEOUT_MS }, async () => {
      database = await create();
      const { config } = database;
      await expectCompactedTopic({
        bootstrapServers,
        config: () => ({
          ...sinkConfig(config),
          'insert.mode': 'upsert',
          'pk.mode': 'record_key',
          'pk.fields': 'id',
          'delete.enabled': 'true',
        }),
        read: async (topic) =>
          new Map((await select(`SELECT id, n FROM ${topic}`)).map(([id, n]) => [Number(id), Number(n)])),
      });
    });

    it('has every record exactly once in a table without a key', { timeout: KILL_TIMEOUT_MS }, async () => {
      database = await create();
      const name = `sink_${randomUUID().replaceAll('-', '')}`;
      worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
      await worker.client.create(name, {
        topics: name,
        ...sinkConfig(database.config),
        'delivery.guarantee': 'exactly_once',
        'event.source.batch.size': '700',
        'event.source.batching.window.ms': '100',
      });
      const change = (n: number): Change => ({ id: n, version: n });
      const fill = (from: number, to: number) => fillTopic({ bootstrapServers }, name, changesFrom(from, to, change));
      await killRepeatedly({ worker, fill, written: largestIn(name) });
      const count = `SELECT count(*) FROM ${name}`;
      await waitFor('all records', async () => Number((await select(count))[0]?.[0]) >= KILL_RECORDS, 120_000);
      await fill(KILL_RECORDS, KILL_RECORDS + PARTITIONS);
      const marked = `SELECT n FROM ${name} WHERE n >= ${KILL_RECORDS}`;
      await waitFor('the last records', async () => (await select(marked)).length >= PARTITIONS, 120_000);
      const numbers = (await select(`SELECT n FROM ${name}`)).map(([n]) => Number(n)).toSorted((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: KILL_RECORDS + PARTITIONS }, (_, n) => n));
    });
  },
);
