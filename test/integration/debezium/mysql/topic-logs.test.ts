import { randomUUID } from 'node:crypto';
import { expect, inject, it } from 'vitest';
import { silentLogger } from '../../../../lib/connect/logger.ts';
import { createKafkaJs } from '../../../../lib/kafka/kafkajs/create-kafkajs.ts';
import { createResources } from '../../../../lib/runtime/resources.ts';
import { createTopicLogs } from '../../../../lib/runtime/source/topic-logs.ts';

const { bootstrapServers } = inject('kafka');

const open = async (topic: string, ownServers = '') => {
  const resources = createResources(silentLogger);
  const kafka = createKafkaJs({ log: silentLogger });
  const logs = createTopicLogs({ kafka, worker: { 'bootstrap.servers': bootstrapServers }, connector: {}, resources });
  return { log: await logs.open({ topic, bootstrapServers: ownServers, properties: {} }), close: resources.close };
};

const read = async (texts: AsyncIterable<string>): Promise<readonly string[]> => {
  const all: string[] = [];
  for await (const text of texts) all.push(text);
  return all;
};

it('reads back what was appended, in order, and creates its topic', async () => {
  const topic = `history-${randomUUID()}`;
  const first = await open(topic);
  expect(await read(first.log.read())).toEqual([]);
  await first.log.append(['one', 'two']);
  await first.log.append(['drei ß']);
  await first.close();
  const second = await open(topic, bootstrapServers);
  expect(await read(second.log.read())).toEqual(['one', 'two', 'drei ß']);
  await second.log.append(['four']);
  expect(await read(second.log.read())).toEqual(['one', 'two', 'drei ß', 'four']);
  await second.close();
});

it('refuses a topic of several partitions, which has no order', async () => {
  const topic = `history-${randomUUID()}`;
  const admin = await createKafkaJs({ log: silentLogger }).admin({ 'bootstrap.servers': bootstrapServers });
  await admin.createTopic({ topic, partitions: 2, replicationFactor: 1, configs: {} });
  await admin.close();
  await expect(open(topic)).rejects.toThrow(/has 2 partitions/);
});
