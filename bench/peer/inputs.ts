import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { DEFAULT_BATCH_SIZE } from '../../lib/herder/reconciler/event-source-settings.ts';
import { encodeKafkaEvent } from '../../lib/kafka/event.ts';
import type { ConsumerRecord, Kafka } from '../../lib/kafka/port.ts';
import { createConverters } from '../../lib/runtime/plugins/record-plugins.ts';
import { createPartitionBuffer } from '../../lib/standalone/event-source/partition-buffer.ts';
import { MAX_PAYLOAD_BYTES } from '../../lib/standalone/event-source/settings.ts';
import { CONVERTERS, createBenchRuntime } from '../environment.ts';
import { payload } from '../payload.ts';

const BATCH = 2000;
/** Different values, used again and again. */
const DISTINCT = 1000;
/** What a mapping puts into one event: Lambda's limits, less what surrounds the records. */
const EVENT_LIMITS = { batchSize: DEFAULT_BATCH_SIZE, maxBytes: MAX_PAYLOAD_BYTES - 4096 };

/** A text file of that many lines. */
export const writeLines = async (file: string, bytes: number, lines: number): Promise<void> => {
  const out = createWriteStream(file);
  for (let from = 0; from < lines; from += BATCH) {
    const count = Math.min(BATCH, lines - from);
    out.write(Array.from({ length: count }, (_, index) => `${String(from + index).padEnd(bytes, 'x')}\n`).join(''));
    if (out.writableNeedDrain) await new Promise<void>((resolve) => out.once('drain', resolve));
  }
  await finished(out.end());
};

/** What sinks are given: a topic for workers, and the events that a mapping would make of it for the function. */
export interface SinkInput {
  readonly topic: string;
  readonly events: string;
}

/** Fills a topic of one partition, and a folder with its events. */
export const fillTopic = async (options: {
  readonly kafka: Kafka;
  readonly bootstrapServers: string;
  readonly converter: string;
  readonly bytes: number;
  readonly records: number;
  readonly directory: string;
}): Promise<SinkInput> => {
  const { kafka, bootstrapServers, converter, bytes, records: total } = options;
  const topic = `${converter}-${bytes}`;
  const events = join(options.directory, topic);
  await mkdir(events);
  const connector = { ...CONVERTERS[converter] };
  const { plugins, worker } = await createBenchRuntime(kafka, bootstrapServers, connector);
  const { plugin } = createConverters(plugins, connector, worker).value;
  const values = Array.from({ length: DISTINCT }, (_, id) => {
    const { valueSchema, value } = payload(converter, bytes, id);
    return plugin.fromConnectData(topic, valueSchema, value);
  });
  const producer = await kafka.producer({ 'bootstrap.servers': bootstrapServers });
  const buffer = createPartitionBuffer(EVENT_LIMITS);
  // The broker deletes what is a week old.
  const timestamp = Date.now();
  let written = 0;
  const writeEvent = async (): Promise<void> => {
    const event = encodeKafkaEvent([{ topic, partition: 0, records: buffer.take() }], bootstrapServers);
    await writeFile(join(events, String(written++).padStart(6, '0')), JSON.stringify(event));
  };
  const recordAt = (offset: number): ConsumerRecord => ({
    topic,
    partition: 0,
    offset,
    timestamp,
    timestampType: 'CREATE_TIME',
    key: null,
    value: values[offset % DISTINCT] ?? null,
    headers: [],
  });
  for (let from = 0; from < total; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, total - from) }, (_, index) => recordAt(from + index));
    await producer.send(batch);
    buffer.append(batch);
    if (buffer.isFull()) await writeEvent();
    await setImmediate();
  }
  while (!buffer.isEmpty()) await writeEvent();
  await producer.close();
  return { topic, events };
};
