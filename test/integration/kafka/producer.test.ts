import { describe, expect, test, vi } from 'vitest';
import { ConnectError, DataError, RetriableError } from '../../../lib/connect/errors.ts';
import type { ProducerRecord } from '../../../lib/kafka/port.ts';
import { plainRecord } from '../../unit/kafka/arbitraries.ts';
import { createClients, createCollector, record } from './world.ts';

test.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'])(
  'records sent with %s arrive byte by byte',
  async (compression) => {
    const clients = createClients();
    const topic = await clients.createTopic(1);
    const producer = await clients.producer({ 'compression.type': compression });
    const noise = Buffer.from(Array.from({ length: 200_000 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 24));
    const header = { key: 'h', value: Buffer.from([0, 255]) };
    const sent: readonly ProducerRecord[] = [
      record(topic, 'plain', { key: Buffer.from('k'), timestamp: 1_700_000_000_000, headers: [header] }),
      record(topic, null, { timestamp: 5, headers: [header, { key: '', value: null }, header] }),
      record(topic, '', { key: Buffer.alloc(0), timestamp: 1_700_000_005_000 }),
      record(topic, 'long '.repeat(20_000), { timestamp: 0 }),
      record(topic, '', { value: noise, timestamp: 1 }),
    ];
    const positions = await producer.send(sent);
    expect(positions).toEqual(sent.map((_, offset) => ({ topic, partition: 0, offset })));
    const collector = createCollector();
    await clients.consumer({ topic, onBatch: collector.onBatch });
    await vi.waitUntil(() => collector.records.length === sent.length, { timeout: 20_000 });
    expect(collector.records.map(plainRecord)).toEqual(
      sent.map((one, offset) => ({ ...plainRecord(one), partition: 0, offset, timestampType: 'CREATE_TIME' })),
    );
  },
);

test('20,000 records in overlapping sends keep their order, and each tells where it is', async () => {
  const clients = createClients();
  const topic = await clients.createTopic(4);
  const producer = await clients.producer({ 'batch.size': '4096' });
  const all = Array.from({ length: 20_000 }, (_, i) => record(topic, `${i}`, { key: Buffer.from(`${i % 100}`) }));
  const sends = Array.from({ length: 40 }, (_, i) => producer.send(all.slice(i * 500, (i + 1) * 500)));
  const positions = (await Promise.all(sends)).flat();
  const collector = createCollector();
  await clients.consumer({ topic, onBatch: collector.onBatch });
  await vi.waitUntil(() => collector.records.length >= all.length, { timeout: 30_000 });
  const arrived = new Map(collector.records.map((one) => [`${one.partition}-${one.offset}`, String(one.value)]));
  expect(positions.map(({ partition, offset }) => arrived.get(`${partition}-${offset}`))).toEqual(
    all.map(({ value }) => String(value)),
  );
  for (const partition of [0, 1, 2, 3]) {
    const texts = collector.texts(partition).map(Number);
    expect(texts).toEqual([...texts].sort((a, b) => a - b));
    expect(texts.length).toBeGreaterThan(0);
  }
});

test('the append time is given where the topic stamps records itself', async () => {
  const clients = createClients();
  const topic = await clients.createTopic(1, { configs: { 'message.timestamp.type': 'LogAppendTime' } });
  await (await clients.producer()).send([record(topic, 'a', { timestamp: 5 })]);
  const collector = createCollector();
  await clients.consumer({ topic, onBatch: collector.onBatch });
  await vi.waitUntil(() => collector.records.length === 1, { timeout: 20_000 });
  expect(collector.records[0]).toMatchObject({ timestampType: 'LOG_APPEND_TIME' });
  expect(collector.records[0]?.timestamp).toBeGreaterThan(1_700_000_000_000);
});

describe('what the topic does not take', () => {
  test('together is sent in parts', async () => {
    const clients = createClients();
    const topic = await clients.createTopic(1, { configs: { 'max.message.bytes': '2000' } });
    const producer = await clients.producer();
    const positions = await producer.send(Array.from({ length: 10 }, (_, i) => record(topic, `${i}`.repeat(700))));
    expect(positions.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('alone is refused with its size', async () => {
    const clients = createClients();
    const topic = await clients.createTopic(1, { configs: { 'max.message.bytes': '2000' } });
    const producer = await clients.producer();
    const failure = await producer.send([record(topic, 'x'.repeat(5_000))]).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(DataError);
    expect(String(failure)).toContain(`The message for topic ${topic} is 5000 bytes large`);
    expect(await producer.send([record(topic, 'small')])).toEqual([{ topic, partition: 0, offset: 0 }]);
  });
});

test('a name that no topic can have is refused for good', async () => {
  const producer = await createClients().producer();
  const failure = await producer.send([record('not/a/topic', 'x')]).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(ConnectError);
  expect(failure).not.toBeInstanceOf(RetriableError);
  expect(String(failure)).toContain('Topic not/a/topic: INVALID_TOPIC');
});

test.each(['producer', 'admin', 'consumer'] as const)('a %s that reaches nobody says so soon', async (kind) => {
  const clients = createClients({ 'bootstrap.servers': '127.0.0.1:1' });
  const begun = performance.now();
  const client = kind === 'consumer' ? clients.consumer({ topic: 't' }) : clients[kind]();
  const failure = await client.catch((error: Error) => error);
  expect(failure).toBeInstanceOf(RetriableError);
  expect(String(failure)).toContain('connect ECONNREFUSED 127.0.0.1:1');
  expect(performance.now() - begun).toBeLessThan(5_000);
});
