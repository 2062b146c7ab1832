import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { ConnectError } from '../../../lib/connect/errors.ts';
import { createClients, createCollector, record } from './world.ts';

test('a topic is created once, with its settings', async () => {
  const clients = createClients();
  const admin = await clients.admin();
  const topic = `topic-${randomUUID()}`;
  expect(await admin.partitions(topic)).toBeUndefined();
  const wanted = { topic, partitions: 3, replicationFactor: 1, configs: { 'cleanup.policy': 'compact' } };
  expect(await admin.createTopic(wanted)).toBe(true);
  expect(await admin.createTopic(wanted)).toBe(false);
  expect(await admin.partitions(topic)).toBe(3);
  expect(await admin.topics()).toContain(topic);
});

test('the broker decides what is left to it', async () => {
  const clients = createClients();
  const admin = await clients.admin();
  const topic = await clients.createTopic(-1);
  expect(await admin.partitions(topic)).toBeGreaterThan(0);
});

test('a topic that the broker refuses is an error that says why', async () => {
  const admin = await createClients().admin();
  const creation = admin.createTopic({
    topic: `topic-${randomUUID()}`,
    partitions: 1,
    replicationFactor: 1,
    configs: { 'no.such.setting': '1' },
  });
  await expect(creation).rejects.toThrow('INVALID_CONFIG');
});

test('the cluster says who it is', async () => {
  const admin = await createClients().admin();
  expect(await admin.clusterId()).toMatch(/^[\w-]+$/);
});

test('offsets of a group without members are set, read and forgotten', async () => {
  const clients = createClients();
  const admin = await clients.admin();
  const [topic, other] = [await clients.createTopic(2), await clients.createTopic(1)];
  const groupId = `group-${randomUUID()}`;
  const begun = performance.now();
  expect(await admin.groupOffsets(groupId, [topic])).toEqual([]);
  await admin.alterGroupOffsets(groupId, [
    { topic, partition: 1, offset: 7 },
    { topic: other, partition: 0, offset: 1 },
  ]);
  expect(await admin.groupOffsets(groupId, [topic, `missing-${topic}`])).toEqual([{ topic, partition: 1, offset: 7 }]);
  expect(await admin.groupOffsets(groupId)).toHaveLength(2);
  expect(await admin.groupOffsets(`other-${groupId}`)).toEqual([]);
  await admin.deleteGroupOffsets(groupId, [topic]);
  expect(await admin.groupOffsets(groupId, [topic])).toEqual([]);
  expect(await admin.groupOffsets(groupId, [other])).toEqual([{ topic: other, partition: 0, offset: 1 }]);
  await admin.deleteGroupOffsets(groupId, [topic]);
  expect(performance.now() - begun).toBeLessThan(4_000);
});

test('offsets of a group with members are left alone', async () => {
  const clients = createClients();
  const admin = await clients.admin();
  const topic = await clients.createTopic(1);
  const groupId = `group-${randomUUID()}`;
  await (await clients.producer()).send([record(topic, 'a')]);
  const collector = createCollector();
  const consumer = await clients.consumer({ topic, groupId, onBatch: collector.onBatch });
  await vi.waitUntil(() => collector.records.length === 1, { timeout: 20_000 });
  await consumer.commit([{ topic, partition: 0, offset: 1 }]);
  const refusal = /consumer group .* has active members/;
  await expect(admin.alterGroupOffsets(groupId, [{ topic, partition: 0, offset: 0 }])).rejects.toThrow(refusal);
  await expect(admin.deleteGroupOffsets(groupId, [topic])).rejects.toThrow(refusal);
  await consumer.close();
  await admin.alterGroupOffsets(groupId, [{ topic, partition: 0, offset: 0 }]);
  expect(await admin.groupOffsets(groupId, [topic])).toEqual([{ topic, partition: 0, offset: 0 }]);
});

test('the ends of a topic are known', async () => {
  const clients = createClients();
  const admin = await clients.admin();
  const topic = await clients.createTopic(2);
  await (await clients.producer()).send([record(topic, 'a', { partition: 1 }), record(topic, 'b', { partition: 1 })]);
  expect(await admin.listOffsets(topic, 'EARLIEST')).toEqual([
    { topic, partition: 0, offset: 0 },
    { topic, partition: 1, offset: 0 },
  ]);
  expect(await admin.listOffsets(topic, 'LATEST')).toEqual([
    { topic, partition: 0, offset: 0 },
    { topic, partition: 1, offset: 2 },
  ]);
  await expect(admin.listOffsets(`missing-${topic}`, 'LATEST')).rejects.toThrow(ConnectError);
});
