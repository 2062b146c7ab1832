import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import * as v from 'valibot';
import { expect } from 'vitest';
import { startWorkerProcess, type WorkerProcess, waitFor } from './worker-process.ts';

/** How many records a sink takes while its worker is killed. */
export const KILL_RECORDS = Number(process.env.KILL_TEST_ROWS ?? 20_000);
/** Each costs a session timeout of the consumer group. */
export const KILLS = KILL_RECORDS >= 100_000 ? 10 : 2;
export const KILL_TIMEOUT_MS = 900_000;
export const PARTITIONS = 4;
const KEYS = 3000;
const WAIT_MS = 180_000;
const LOG_CHARACTERS = 6000;

export interface Change {
  readonly id: number;
  /** What the value says; `null` is a tombstone. */
  readonly version: number | null;
}

export interface CompactedTopicSink {
  readonly bootstrapServers: string;
  /**
   * All of the connector's configuration but its topics. Keys are INT64 (`key: 'struct'` makes them `{id: INT64}`), values
   * structs `{n: INT64}`, both by the JSON converter with schemas; `schemas: false` leaves the schemas out.
   */
  config(topic: string): Readonly<Record<string, string>>;
  readonly key?: 'primitive' | 'struct';
  readonly schemas?: boolean;
  /** `KILL_RECORDS` where nothing is said; fewer for what takes a request a record. */
  readonly records?: number;
  /** What the store holds, `n` by key. Asked again and again; an empty map while the store has no place for it yet. */
  read(topic: string): Promise<ReadonlyMap<number, number>>;
  /** Done once, halfway: takes the service away for a while. A task that fails then fails the test. */
  interrupt?(): Promise<void>;
}

/** Record number `n`: keys come again and again, and one in five is a tombstone. */
const changeOf = (n: number): Change => ({ id: (n * 7919) % KEYS, version: n % 5 === 3 ? null : n });

const int64 = { type: 'int64', optional: false };
const struct = (field: string) => ({ type: 'struct', fields: [{ field, ...int64 }], optional: false });

/** Key and value as JSON, the way that the sink wants them. */
const messages = ({ key = 'primitive', schemas = true }: Pick<CompactedTopicSink, 'key' | 'schemas'>) => {
  const text = (schema: object, payload: unknown): string => JSON.stringify(schemas ? { schema, payload } : payload);
  return ({ id, version }: Change) => ({
    partition: id % PARTITIONS,
    key: key === 'struct' ? text(struct('id'), { id }) : text(int64, id),
    value: version === null ? null : text(struct('n'), { n: version }),
  });
};

/** Puts changes on a topic, by a client that is not under test. */
export const fillTopic = async (
  { bootstrapServers, ...format }: Pick<CompactedTopicSink, 'bootstrapServers' | 'key' | 'schemas'>,
  topic: string,
  changes: readonly Change[],
): Promise<void> => {
  const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }] });
  await admin.disconnect();
  // What a busy broker takes for some partitions only is sent again to all, and must not be there twice: the end is a count.
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const message = messages(format);
  for (let first = 0; first < changes.length; first += 1000)
    await producer.send({ topic, messages: changes.slice(first, first + 1000).map(message) });
  await producer.disconnect();
};

/** Records `from` to `to`, made by `change`. */
export const changesFrom = (from: number, to: number, change: (n: number) => Change = changeOf): readonly Change[] =>
  Array.from({ length: to - from }, (_, index) => change(from + index));

/** What is left of changes when only the last of each key counts. */
const compact = (changes: readonly Change[]): ReadonlyMap<number, number> => {
  const left = new Map<number, number>();
  for (const { id, version } of changes)
    if (version === null) left.delete(id);
    else left.set(id, version);
  return left;
};

interface Killing {
  readonly worker: WorkerProcess;
  readonly records?: number;
  fill(from: number, to: number): Promise<void>;
  /** The largest number in the store. */
  written(): Promise<number>;
  /** Called before one of the pieces. */
  midway?(): Promise<void>;
}

/** Fills the topic in pieces, and kills the worker while it writes each. */
export const killRepeatedly = async ({
  worker,
  records = KILL_RECORDS,
  fill,
  written,
  midway = async () => {},
}: Killing): Promise<void> => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const from = Math.floor((records * kill) / KILLS);
    const filled = fill(from, Math.floor((records * (kill + 1)) / KILLS));
    if (kill === KILLS >> 1) await midway();
    await filled;
    await waitFor('records to be written', async () => (await written()) >= from, WAIT_MS);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
    await worker.kill();
    await worker.restart();
  }
};

const sinkOffsets = v.object({ offsets: v.array(v.object({ offset: v.object({ kafka_offset: v.number() }) })) });

/** Whether a sink has committed so many records. @throws when one of its tasks failed, with its trace. */
const hasTakenAll = async ({ client }: WorkerProcess, name: string, records: number): Promise<boolean> => {
  const { tasks = [] } = await client.status(name);
  for (const { state, trace } of tasks) if (state === 'FAILED') expect.fail(`a task of ${name} failed: ${trace}`);
  const { offsets } = v.parse(sinkOffsets, (await client.call('GET', `/connectors/${name}/offsets`)).body);
  return offsets.reduce((sum, { offset }) => sum + offset.kafka_offset, 0) === records;
};

const byKey = (store: ReadonlyMap<number, number>): ReadonlyMap<number, number> =>
  new Map([...store].toSorted(([a], [b]) => a - b));

/** Says what the worker said last, since its files go with it. */
const withLog = async (worker: WorkerProcess, error: unknown): Promise<Error> =>
  new Error(`${error instanceof Error ? error.message : error}\n${(await worker.log()).slice(-LOG_CHARACTERS)}`, {
    cause: error,
  });

const none = (): ReadonlyMap<number, number> => new Map();

/**
 * Has a topic of upserts and tombstones written twice, by two connectors side by side, while the worker that runs both is
 * killed again and again. Then the store must be what Kafka would leave of the compacted topic, key by key. A connector that
 * lags behind repeats every batch of the other one late: what a zombie does, too.
 */
export const expectCompactedTopic = async (sink: CompactedTopicSink): Promise<void> => {
  const topic = `compacted_${randomUUID().replaceAll('-', '')}`;
  const { records = KILL_RECORDS } = sink;
  const read = () => sink.read(topic).catch(none);
  const worker = await startWorkerProcess({ 'bootstrap.servers': sink.bootstrapServers });
  try {
    const names = [`${topic}-1`, `${topic}-2`];
    for (const name of names)
      await worker.client.create(name, {
        topics: topic,
        'event.source.batch.size': '700',
        'event.source.batching.window.ms': '100',
        // The least that brokers allow: each kill costs as long.
        'consumer.override.session.timeout.ms': '6000',
        'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
        'value.converter.schemas.enable': String(sink.schemas ?? true),
        'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
        'key.converter.schemas.enable': String(sink.schemas ?? true),
        ...sink.config(topic),
      });
    await killRepeatedly({
      worker,
      records,
      fill: (from, to) => fillTopic(sink, topic, changesFrom(from, to)),
      written: async () => Math.max(-1, ...(await read()).values()),
      ...(sink.interrupt && { midway: sink.interrupt }),
    });
    const last = Array.from({ length: PARTITIONS }, (_, index) => ({ id: KEYS + index, version: records }));
    await fillTopic(sink, topic, last);
    for (const name of names)
      await waitFor(`all of ${name}`, () => hasTakenAll(worker, name, records + PARTITIONS), WAIT_MS);
    const expected = compact([...changesFrom(0, records), ...last]);
    expect(byKey(await sink.read(topic))).toEqual(byKey(expected));
  } catch (error) {
    throw await withLog(worker, error);
  } finally {
    await worker.remove();
  }
};
