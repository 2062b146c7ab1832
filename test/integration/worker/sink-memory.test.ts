import { randomUUID } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { expect, inject, it } from 'vitest';
import { startWorkerProcess, waitFor } from '../../worker/worker-process.ts';

/** Records of 1 KiB; a million and more change nothing but the time that it takes. */
const RECORDS = Number(process.env.MEMORY_TEST_RECORDS ?? 300_000);
const BATCH = 1000;
const VALUE = 'x'.repeat(1024);
const LIMIT_MIB = 256;
const { bootstrapServers } = inject('kafka');

/** By a client that is not under test. */
const fillTopic = async (topic: string): Promise<void> => {
  const producer = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const messages = Array.from({ length: BATCH }, () => ({ value: VALUE }));
  for (let sent = 0; sent < RECORDS; sent += BATCH)
    await producer.send({ topic, messages: messages.slice(0, RECORDS - sent) });
  await producer.disconnect();
};

const peakRssMib = async (pid: number): Promise<number> => {
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
};

it(`${RECORDS} records of 1 KiB that wait for a sink go through less than ${LIMIT_MIB} MiB of memory`, {
  timeout: 60_000 + RECORDS,
}, async () => {
  const topic = `memory-${randomUUID()}`;
  const file = join(tmpdir(), `${topic}.txt`);
  await fillTopic(topic);
  const worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
  try {
    await worker.client.create(topic, {
      'connector.class': 'FileStreamSink',
      topics: topic,
      file,
      'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    });
    const all = RECORDS * (VALUE.length + 1);
    await waitFor('all records', async () => (await stat(file)).size === all, 60_000 + RECORDS);
    expect(await peakRssMib(worker.pid())).toBeLessThan(LIMIT_MIB);
  } finally {
    await worker.remove();
    await rm(file, { force: true });
  }
});
