import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, expect, inject, test } from 'vitest';
import { startWorkerProcess, waitFor } from '../../worker/worker-process.ts';

const { bootstrapServers } = inject('kafka');
const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });
const PARTITIONS = [0, 1];
const RECORDS = 10;

const cleanups: Array<() => Promise<unknown>> = [];
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

/** What a sink of Kafka Connect leaves behind: a topic, and how far its group has come. */
const leave = async (topic: string, groupId: string, offsets: readonly number[]): Promise<void> => {
  const admin = kafka.admin();
  const producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
  await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS.length }], waitForLeaders: true });
  const messages = PARTITIONS.flatMap((partition) =>
    Array.from({ length: RECORDS }, (_, i) => ({ partition, value: `${partition}-${i}` })),
  );
  await producer.send({ topic, messages });
  const partitions = offsets.map((offset, partition) => ({ partition, offset: String(offset) }));
  await admin.setOffsets({ groupId, topic, partitions });
  await Promise.all([admin.disconnect(), producer.disconnect()]);
};

const fetched = async (groupId: string, topic: string): Promise<readonly string[]> => {
  const admin = kafka.admin();
  await admin.connect();
  const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
  await admin.disconnect();
  return (found?.partitions ?? []).toSorted((a, b) => a.partition - b.partition).map(({ offset }) => offset);
};

test.each([
  ['its own group', undefined],
  ['a group of its choice', `lake-${randomUUID()}`],
])('a sink that moves here from Kafka Connect with %s loses and repeats nothing', async (_, chosen) => {
  const directory = await mkdtemp(join(tmpdir(), 'connect-migration-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  const [name, topic, file] = [`sink-${randomUUID()}`, `left-${randomUUID()}`, join(directory, 'out.txt')];
  const group = chosen ?? `connect-${name}`;
  await leave(topic, group, [6, 9]);
  const worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
  cleanups.push(worker.remove);
  const config = {
    'connector.class': 'FileStreamSink',
    topics: topic,
    file,
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    ...(chosen !== undefined && { 'consumer.override.group.id': chosen }),
  };
  await worker.client.create(name, config);
  const done = ['10', '10'];
  await waitFor('all to be committed', async () => String(await fetched(`${group}-${topic}`, topic)) === String(done));
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  expect(lines.toSorted()).toEqual(['0-6', '0-7', '0-8', '0-9', '1-9']);
  expect(await fetched(group, topic)).toEqual(['6', '9']);
  const { body } = await worker.client.call('GET', `/connectors/${name}/offsets`);
  expect(body).toEqual({
    offsets: PARTITIONS.map((partition) => ({
      partition: { kafka_partition: partition, kafka_topic: topic },
      offset: { kafka_offset: RECORDS },
    })),
  });
  expect(await worker.log()).toContain(`goes on from what group ${group} has committed`);
});
