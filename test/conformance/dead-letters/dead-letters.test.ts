import { describe, expect, test } from 'vitest';
import type { SinkTaskPlugin } from '../../../lib/config/define-task.ts';
import { DataError } from '../../../lib/connect/errors.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import { converters, headerConverters } from '../../../lib/converters/catalogue.ts';
import type { ProducerRecord } from '../../../lib/kafka/port.ts';
import { predicates } from '../../../lib/predicates/catalogue.ts';
import { createSinkHost } from '../../../lib/runtime/sink/sink-host.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { transformations } from '../../../lib/transforms/catalogue.ts';
import { common, deploy } from '../../unit/runtime/fixtures.ts';
import { createMemoryKafka } from '../../unit/runtime/memory-kafka.ts';
import { type RecordedLetter, recordedSinks } from './recorded.ts';

/** What names a place in the program cannot be equal in another language: here frames are of JavaScript files. */
const LANGUAGE_SPECIFIC = '__connect.errors.exception.stacktrace';

/** Refuses what the recorded sink reported. */
const sink: SinkTaskPlugin = {
  kind: 'sink',
  start: async () => ({
    put: async (records) => {
      if (records.some(({ value }) => JSON.stringify(value)?.includes('"refused"')))
        throw new DataError('refused by the target');
    },
  }),
};
const simple = 'org.apache.kafka.connect.storage.SimpleHeaderConverter';

const deliver = async ({ name, config, record }: (typeof recordedSinks)[number]) => {
  const storage = createMemoryStorage();
  const kafka = createMemoryKafka();
  const errors: string[] = [];
  const host = createSinkHost({
    ...common,
    storage,
    kafka,
    configRefreshMs: 0,
    plugins: { converters, headerConverters, transformations, predicates },
    log: { ...silentLogger, error: (message) => void errors.push(message) },
  });
  const connector = `sink-${name}`;
  await deploy(storage, connector, {
    ...config,
    'header.converter': simple,
    topics: record.topic,
    'errors.tolerance': 'all',
    'errors.log.enable': 'true',
    'errors.log.include.messages': 'true',
    'errors.deadletterqueue.topic.name': `dlq-${name}`,
    'errors.deadletterqueue.topic.replication.factor': '1',
    'errors.deadletterqueue.context.headers.enable': 'true',
  });
  const partitions = [{ topic: record.topic, partition: record.partition, records: [record] }];
  const delivery = { connector, plugin: sink, pluginVersion: '1', partitions, deadline: Date.now() + 10_000 };
  expect(await host.deliver(delivery)).toEqual([]);
  return { sent: kafka.sent, created: kafka.created, errors };
};

const comparable = ({ key, value, timestamp, headers }: RecordedLetter | ProducerRecord) => ({
  key: key && Buffer.from(key),
  value: value && Buffer.from(value),
  timestamp,
  headers: headers.map((one) => [
    one.key,
    one.key === LANGUAGE_SPECIFIC ? null : Buffer.from(one.value ?? []).toString('latin1'),
  ]),
});

describe.each(recordedSinks)('a poison record: $name', (recorded) => {
  test('becomes the dead letter that it is in Kafka Connect, byte for byte', async () => {
    const { sent, created } = await deliver(recorded);
    expect(sent.map(comparable)).toEqual([comparable(recorded.letter)]);
    expect(created).toEqual([{ topic: `dlq-${recorded.name}`, partitions: 1, replicationFactor: 1, configs: {} }]);
  });

  test('has a trace that begins as the one of Kafka Connect', async () => {
    const { sent } = await deliver(recorded);
    const firstLine = ({ headers }: RecordedLetter | ProducerRecord) =>
      Buffer.from(headers.find(({ key }) => key === LANGUAGE_SPECIFIC)?.value ?? [])
        .toString()
        .split('\n\tat ')[0];
    expect(sent.map(firstLine)).toEqual([firstLine(recorded.letter)]);
  });

  test('is logged in the words of Kafka Connect', async () => {
    expect((await deliver(recorded)).errors).toEqual([recorded.logged]);
  });
});
