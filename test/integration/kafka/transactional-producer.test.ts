import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ClientConfig } from '../../../lib/kafka/port.ts';
import { ProducerFencedError } from '../../../lib/kafka/producer-fenced-error.ts';
import { createClients, createCollector, record } from './world.ts';

const createWorld = async () => {
  const clients = createClients();
  const topic = await clients.createTopic(3);
  const control = await clients.createTopic(1);
  const groupId = `control-${randomUUID()}`;
  const id = `transactions-${randomUUID()}`;
  const admin = await clients.admin();
  return {
    topic,
    producer: async (config: ClientConfig = {}) => {
      const settings = { ...clients.connection, 'transactional.id': id, ...config };
      const producer = await clients.kafka.transactionalProducer(settings);
      onTestFinished(() => producer.close());
      return {
        ...producer,
        mark: (offset: number) => producer.sendOffset(groupId, { topic: control, partition: 0, offset }),
      };
    },
    marked: async () => (await admin.groupOffsets(groupId, [control]))[0]?.offset,
    plain: () => clients.producer(),
    /** What a consumer that reads committed records only has seen once `last` arrived. */
    committedUntil: async (last: string) => {
      const collector = createCollector();
      await clients.consumer({ topic, onBatch: collector.onBatch }, { 'isolation.level': 'read_committed' });
      await vi.waitUntil(() => collector.texts().includes(last), { timeout: 20_000 });
      return collector.texts().toSorted();
    },
  };
};

test('what a transaction sent and marked shows after its commit, and not after an abort', async () => {
  const { topic, producer, marked, committedUntil } = await createWorld();
  const { send, mark, commit, abort } = await producer();
  const both = (text: string) => [
    record(topic, `${text} 0`, { partition: 0 }),
    record(topic, `${text} 1`, { partition: 1 }),
  ];
  await send(both('a'));
  await mark(1);
  expect(await marked()).toBeUndefined();
  await commit();
  await vi.waitUntil(async () => (await marked()) === 1);
  await send(both('b'));
  await mark(2);
  await abort();
  await send(both('c'));
  await send(both('d'));
  await mark(3);
  await commit();
  await vi.waitUntil(async () => (await marked()) === 3);
  await send([record(topic, 'end', { partition: 1 })]);
  await commit();
  expect(await committedUntil('end')).toEqual(['a 0', 'a 1', 'c 0', 'c 1', 'd 0', 'd 1', 'end']);
});

test('a hundred transactions one after the other keep their numbers and order', async () => {
  const { topic, producer, marked, committedUntil } = await createWorld();
  const { send, mark, commit } = await producer();
  for (let number = 1; number <= 100; number += 1) {
    await send([record(topic, String(number).padStart(3, '0'), { partition: number % 3 })]);
    await Promise.all([mark(number)]);
    await commit();
  }
  expect(await committedUntil('100')).toHaveLength(100);
  expect(await marked()).toBe(100);
});

test('whoever takes the id over ends the open transaction, and the one before can do nothing more', async () => {
  const { topic, producer, marked, committedUntil } = await createWorld();
  const old = await producer();
  await old.send([record(topic, 'old', { partition: 0 })]);
  await old.mark(1);
  const young = await producer();
  expect(await marked()).toBeUndefined();
  await expect(old.commit()).rejects.toBeInstanceOf(ProducerFencedError);
  await expect(old.send([record(topic, 'late', { partition: 0 })])).rejects.toBeInstanceOf(ProducerFencedError);
  await young.send([record(topic, 'young', { partition: 0 })]);
  await young.commit();
  expect(await committedUntil('young')).toEqual(['young']);
});

test('a fenced producer learns it when it sends', async () => {
  const { topic, producer } = await createWorld();
  const old = await producer();
  await old.send([record(topic, 'old', { partition: 0 })]);
  await producer();
  await expect(old.send([record(topic, 'late', { partition: 0 })])).rejects.toBeInstanceOf(ProducerFencedError);
});

test('a transaction that lasts longer than its time is aborted by Kafka', async () => {
  const { topic, producer, plain, committedUntil } = await createWorld();
  const slow = await producer({ 'transaction.timeout.ms': '1000' });
  await slow.send([record(topic, 'slow', { partition: 0 })]);
  // The broker looks for such transactions every ten seconds.
  await vi.waitUntil(
    () =>
      slow.send([record(topic, 'more', { partition: 0 })]).then(
        () => false,
        (error) => error instanceof ProducerFencedError,
      ),
    { timeout: 30_000, interval: 500 },
  );
  await (await plain()).send([record(topic, 'end', { partition: 0 })]);
  expect(await committedUntil('end')).toEqual(['end']);
});
