import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import type { FetchedBatch } from '../../../lib/kafka/port.ts';
import { createClients, createCollector, record } from './world.ts';

const soon = { timeout: 30_000 };

test('a group goes on where it committed, and begins at the starting position', async () => {
  const clients = createClients();
  const topic = await clients.createTopic(1);
  const producer = await clients.producer();
  await producer.send([record(topic, 'a'), record(topic, 'b'), record(topic, 'c')]);
  const groupId = `group-${randomUUID()}`;
  const first = createCollector();
  const consumer = await clients.consumer({ topic, groupId, onBatch: first.onBatch });
  await vi.waitUntil(() => first.records.length === 3, soon);
  await consumer.commit([{ topic, partition: 0, offset: 2 }]);
  await consumer.close();
  const second = createCollector();
  await clients.consumer({ topic, groupId, onBatch: second.onBatch });
  await vi.waitUntil(() => second.records.length > 0, soon);
  expect(second.texts()).toEqual(['c']);
});

test('LATEST begins with what comes after', async () => {
  const clients = createClients();
  const topic = await clients.createTopic(1);
  const producer = await clients.producer();
  await producer.send([record(topic, 'before')]);
  const collector = createCollector();
  await clients.consumer({ topic, startingPosition: 'LATEST', onBatch: collector.onBatch });
  let sent = 0;
  await vi.waitUntil(async () => {
    await producer.send([record(topic, `after ${sent++}`)]);
    return collector.records.length > 0;
  }, soon);
  expect(collector.texts()[0]).toMatch(/^after/);
});

test('a handler that takes its time holds up its own partition only', async () => {
  const clients = createClients();
  const topic = await clients.createTopic(2);
  const producer = await clients.producer();
  let release = (): void => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const collector = createCollector();
  const seen: number[] = [];
  await clients.consumer(
    {
      topic,
      onBatch: async (batch) => {
        seen.push(batch.partition);
        await collector.onBatch(batch);
        if (batch.partition === 0) await slow;
      },
    },
    { 'session.timeout.ms': '6000', 'heartbeat.interval.ms': '500' },
  );
  await producer.send([record(topic, 'slow', { partition: 0 })]);
  await vi.waitUntil(() => seen.includes(0), soon);
  await producer.send([record(topic, 'more', { partition: 0 })]);
  for (let i = 0; i < 5; i++) {
    await producer.send([record(topic, `fast ${i}`, { partition: 1 })]);
    await vi.waitUntil(() => collector.texts(1).length === i + 1, soon);
  }
  expect(collector.texts(0)).toEqual(['slow']);
  release();
  await vi.waitUntil(() => collector.texts(0).length === 2, soon);
});

test('records that the handler throws at come again', async () => {
  const clients = createClients();
  const topic = await clients.createTopic(1);
  await (await clients.producer()).send([record(topic, 'a'), record(topic, 'b')]);
  const collector = createCollector();
  let failures = 2;
  await clients.consumer({
    topic,
    onBatch: async (batch) => {
      if (failures-- > 0) throw new Error('not now');
      await collector.onBatch(batch);
    },
  });
  await vi.waitUntil(() => collector.records.length > 0, soon);
  expect(collector.texts()).toEqual(['a', 'b']);
});

test('seeking fetches again from there', async () => {
  const clients = createClients();
  const topic = await clients.createTopic(1);
  await (await clients.producer()).send([record(topic, 'a'), record(topic, 'b'), record(topic, 'c')]);
  const collector = createCollector();
  const consumer = await clients.consumer({ topic, onBatch: collector.onBatch });
  await vi.waitUntil(() => collector.records.length === 3, soon);
  consumer.seek({ topic, partition: 0, offset: 1 });
  await vi.waitUntil(() => collector.records.length === 5, soon);
  expect(collector.texts()).toEqual(['a', 'b', 'c', 'b', 'c']);
});

test('members share the partitions; what one held is its own no more, and comes to the other from its commit', async () => {
  const clients = createClients();
  const topic = await clients.createTopic(2);
  const groupId = `group-${randomUUID()}`;
  const producer = await clients.producer();
  const all = [0, 1].flatMap((partition) => ['a', 'b'].map((text) => record(topic, text, { partition })));
  await producer.send(all);
  const held: FetchedBatch[] = [];
  const quick = { 'heartbeat.interval.ms': '300' };
  const first = await clients.consumer(
    {
      topic,
      groupId,
      onBatch: async (batch) => {
        held.push(batch);
      },
    },
    quick,
  );
  await vi.waitUntil(() => new Set(held.map(({ partition }) => partition)).size === 2, soon);
  await first.commit([0, 1].map((partition) => ({ topic, partition, offset: 1 })));
  const second = createCollector();
  await clients.consumer({ topic, groupId, onBatch: second.onBatch }, quick);
  await vi.waitUntil(() => second.records.length === 1, soon);
  const [taken] = second.records;
  expect(second.texts()).toEqual(['b']);
  expect(held.map(({ partition, isAssigned }) => [partition, isAssigned()]).sort()).toEqual([
    [0, taken?.partition !== 0],
    [1, taken?.partition !== 1],
  ]);
  // The first one's word about a partition that it lost counts no more.
  await first.commit([0, 1].map((partition) => ({ topic, partition, offset: 2 })));
  const kept = taken?.partition === 0 ? 1 : 0;
  const committed = await (await clients.admin()).groupOffsets(groupId, [topic]);
  expect(committed.map(({ partition, offset }) => [partition, offset])).toEqual([
    [0, kept === 0 ? 2 : 1],
    [1, kept === 1 ? 2 : 1],
  ]);
});

test('records of aborted transactions are not seen', async () => {
  const clients = createClients();
  const topic = await clients.createTopic(1);
  const { bootstrapServers } = inject('kafka');
  const other = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING });
  const transactional = other.producer({
    transactionalId: randomUUID(),
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await transactional.connect();
  onTestFinished(() => transactional.disconnect());
  for (const [text, end] of [
    ['committed 1', 'commit'],
    ['aborted 1', 'abort'],
    ['committed 2', 'commit'],
    ['aborted 2', 'abort'],
  ] as const) {
    const transaction = await transactional.transaction();
    // An integer key of 0 looks like an abort marker to kafkajs's own consumer.
    await transaction.send({ topic, messages: [{ key: Buffer.alloc(4), value: text }] });
    await transaction[end]();
  }
  await (await clients.producer()).send([record(topic, 'plain')]);
  const collector = createCollector();
  await clients.consumer({ topic, onBatch: collector.onBatch });
  await vi.waitUntil(() => collector.texts().includes('plain'), soon);
  expect(collector.texts()).toEqual(['committed 1', 'committed 2', 'plain']);
});

test('a topic that appears later is consumed then', async () => {
  const clients = createClients();
  const admin = await clients.admin();
  const topic = `late-${randomUUID()}`;
  const collector = createCollector();
  await clients.consumer({ topic, onBatch: collector.onBatch });
  await admin.createTopic({ topic, partitions: 1, replicationFactor: 1, configs: {} });
  await (await clients.producer()).send([record(topic, 'a')]);
  await vi.waitUntil(() => collector.records.length === 1, soon);
});
