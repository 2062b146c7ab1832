import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createClients, createCollector, record } from './world.ts';

/** Once begun, every connection breaks within some milliseconds, wherever it is in sending or receiving. */
const createTrouble = () => {
  let broken = 0;
  let begun = false;
  const sockets: Socket[] = [];
  const doom = (socket: Socket): void => {
    const cut = (): void => {
      if (!begun || socket.destroyed) return;
      broken++;
      socket.destroy(new Error('cut'));
    };
    const timer = setTimeout(cut, 10 + 60 * Math.random());
    socket.once('close', () => clearTimeout(timer));
  };
  // Called on each connection that our clients open.
  const spy = vi.spyOn(Socket.prototype, 'setNoDelay').mockImplementation(function (this: Socket) {
    if (begun) doom(this);
    else sockets.push(this);
    return this;
  });
  const end = (): void => {
    begun = false;
    spy.mockRestore();
  };
  onTestFinished(end);
  const begin = (): void => {
    begun = true;
    sockets.forEach(doom);
  };
  return { begin, broken: () => broken, end };
};

test('whenever connections break, every record arrives once and in order, and offsets are committed', async () => {
  const trouble = createTrouble();
  const clients = createClients();
  const topic = await clients.createTopic(3);
  const groupId = `group-${randomUUID()}`;
  const hurry = { 'retry.backoff.ms': '5', 'retry.backoff.max.ms': '20', 'heartbeat.interval.ms': '200' };
  const admin = await clients.admin();
  const producer = await clients.producer({ ...hurry, 'batch.size': '10000' });
  const collector = createCollector();
  const consumer = await clients.consumer(
    {
      topic,
      groupId,
      onBatch: async (batch) => {
        await collector.onBatch(batch);
        const last = batch.records.at(-1)?.offset ?? 0;
        await consumer.commit([{ topic, partition: batch.partition, offset: last + 1 }]);
      },
    },
    hurry,
  );
  trouble.begin();
  const numbers = Array.from({ length: 30_000 }, (_, i) => i);
  const sends: Promise<unknown>[] = [];
  for (let from = 0; from < numbers.length; from += 300) {
    const part = numbers.slice(from, from + 300).map((i) => record(topic, `${i}`, { partition: i % 3 }));
    sends.push(producer.send(part));
    await sends.at(-3);
  }
  await Promise.all(sends);
  await vi.waitUntil(() => collector.records.length >= numbers.length, { timeout: 60_000 });
  expect(trouble.broken()).toBeGreaterThan(3);
  trouble.end();
  for (const partition of [0, 1, 2])
    expect(collector.texts(partition)).toEqual(numbers.filter((i) => i % 3 === partition).map(String));
  await vi.waitUntil(async () => {
    const committed = await admin.groupOffsets(groupId, [topic]);
    return committed.length === 3 && committed.every(({ offset }) => offset === 10_000);
  }, 30_000);
});
