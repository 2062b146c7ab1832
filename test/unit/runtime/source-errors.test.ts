import { expect, test, vi } from 'vitest';
import { type ConverterPlugin, defineConverter } from '../../../lib/config/define-converter.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { ConnectError, DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { INT32_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { converters, headerConverters } from '../../../lib/converters/catalogue.ts';
import type { ProducerRecord } from '../../../lib/kafka/port.ts';
import { runSourceTask } from '../../../lib/runtime/source/source-run.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { recordedSourceLog } from '../../conformance/dead-letters/recorded.ts';
import { COUNTING_PARTITION, countingRecord } from './counting-source.ts';
import { common, deploy } from './fixtures.ts';
import { createMemoryKafka, valuesIn } from './memory-kafka.ts';

const TOLERANT = {
  'errors.tolerance': 'all',
  'errors.deadletterqueue.topic.name': 'dlq',
  'errors.deadletterqueue.topic.replication.factor': '1',
  'errors.deadletterqueue.context.headers.enable': 'true',
};

const setUp = async (config: RawConfig = {}, more: readonly ConverterPlugin[] = []) => {
  const storage = createMemoryStorage();
  const kafka = createMemoryKafka();
  const logged: string[] = [];
  const commitRecord = vi.fn<(record: SourceRecord, position: unknown) => void>();
  await deploy(storage, 'c', { ...TOLERANT, ...config });
  const run = (records: readonly SourceRecord[]) => {
    let left: readonly SourceRecord[] | null = records;
    const poll = async () => {
      const polled = left;
      left = null;
      return polled;
    };
    return runSourceTask(
      {
        ...common,
        plugins: {
          ...common.plugins,
          converters: [...common.plugins.converters, ...converters, ...more],
          headerConverters,
        },
        worker: {
          ...common.worker,
          parsed: {
            ...common.worker.parsed,
            'header.converter': 'org.apache.kafka.connect.storage.SimpleHeaderConverter',
          },
        },
        log: { ...silentLogger, error: (message) => void logged.push(message) },
        storage,
        kafka,
        idleTimeoutMs: 0,
        leaseTtlMs: 5000,
        heartbeatMs: 5,
      },
      {
        connector: 'c',
        task: 0,
        plugin: { kind: 'source', start: async () => ({ poll, commitRecord }) },
        pluginVersion: '1',
        runId: 'run-1',
        deadline: Date.now() + 60_000,
        signal: new AbortController().signal,
      },
    );
  };
  const offset = async () => (await storage.offsets.get('c', [COUNTING_PARTITION]))[0]?.count;
  const trace = async () => (await storage.statuses.status('c')).tasks[0]?.trace;
  return { kafka, run, offset, trace, logged, commitRecord };
};

const poison = (index: number): SourceRecord => ({ ...countingRecord(index), value: 'poison' });

const letters = (sent: readonly ProducerRecord[]) => sent.filter(({ topic }) => topic === 'dlq');
const textOf = (bytes: Uint8Array | null | undefined) => bytes && Buffer.from(bytes).toString();

test('a record that cannot be converted becomes a dead letter in its place, as JSON with schemas', async () => {
  const { kafka, run, offset, commitRecord } = await setUp();
  const headers = [{ key: 'h', schema: INT32_SCHEMA, value: 7 }];
  const bad = { ...poison(1), keySchema: STRING_SCHEMA, key: 'k', timestamp: 1234, headers };
  expect(await run([countingRecord(0), bad, countingRecord(2)])).toBe('IDLE');
  expect(valuesIn(kafka, 'numbers')).toEqual(['0', '2']);
  const [letter] = letters(kafka.sent);
  const envelope = (payload: unknown, type = 'string') => ({ schema: { type, optional: false }, payload });
  expect(JSON.parse(textOf(letter?.value) ?? '')).toEqual(envelope('poison'));
  expect(JSON.parse(textOf(letter?.key) ?? '')).toEqual(envelope('k'));
  expect(letter).toMatchObject({ topic: 'dlq', partition: null, timestamp: 1234 });
  expect(letter?.headers.map(({ key, value }) => [key, textOf(value)])).toEqual([
    ['h', JSON.stringify(envelope(7, 'int32'))],
    ['__connect.errors.topic', 'numbers'],
    ['__connect.errors.source.partition', '{"name":"counting"}'],
    ['__connect.errors.source.offset', '{"count":2}'],
    ['__connect.errors.connector.name', 'c'],
    ['__connect.errors.task.id', '0'],
    ['__connect.errors.stage', 'VALUE_CONVERTER'],
    ['__connect.errors.class.name', 'test.TextConverter'],
    ['__connect.errors.exception.class.name', 'org.apache.kafka.connect.errors.DataException'],
    ['__connect.errors.exception.message', 'poisoned'],
    ['__connect.errors.exception.stacktrace', expect.stringMatching(/DataException: poisoned\n\tat /)],
  ]);
  expect(kafka.created).toEqual([
    { topic: 'dlq', partitions: 1, replicationFactor: 1, configs: { 'max.message.bytes': '16777216' } },
  ]);
  expect(await offset()).toBe(3);
  expect(commitRecord.mock.calls.map(([record, position]) => [record.value, position !== null])).toEqual([
    ['0', true],
    ['poison', false],
    ['2', true],
  ]);
});

test('a record that cannot be transformed goes as it was before', async () => {
  const { kafka, run } = await setUp({
    transforms: 'up,cast',
    'transforms.up.type': 'org.apache.kafka.connect.transforms.InsertHeader',
    'transforms.up.header': 'added',
    'transforms.up.value.literal': 'x',
    'transforms.cast.type': 'org.apache.kafka.connect.transforms.Cast$Value',
    'transforms.cast.spec': 'int32',
  });
  expect(await run([{ ...countingRecord(0), value: 'no number' }])).toBe('IDLE');
  const [letter] = kafka.sent;
  expect(JSON.parse(textOf(letter?.value) ?? '').payload).toBe('no number');
  expect(letter?.headers.map(({ key }) => key)).not.toContain('added');
});

test('a value that contradicts its schema is kept as text', async () => {
  const schema = structSchema([['n', INT32_SCHEMA]]);
  const { kafka, run } = await setUp({ 'value.converter': 'org.apache.kafka.connect.json.JsonConverter' });
  const bad = { ...countingRecord(0), valueSchema: schema, value: new Struct(schema, ['seven']) };
  expect(await run([bad])).toBe('IDLE');
  expect(JSON.parse(textOf(letters(kafka.sent)[0]?.value) ?? '').payload).toBe('Struct{n=seven}');
});

test('a record that Kafka refuses for good becomes a dead letter, the others go', async () => {
  const { kafka, run, offset } = await setUp();
  kafka.onSend = (records) => {
    if (records.some(({ topic, value }) => topic === 'numbers' && textOf(value) === '2'))
      throw new DataError('too large');
  };
  expect(await run(Array.from({ length: 5 }, (_, index) => countingRecord(index)))).toBe('IDLE');
  expect(valuesIn(kafka, 'numbers')).toEqual(['0', '1', '3', '4']);
  expect(letters(kafka.sent).map(({ value }) => JSON.parse(textOf(value) ?? '').payload)).toEqual(['2']);
  const stage = letters(kafka.sent)[0]?.headers.find(({ key }) => key === '__connect.errors.stage');
  expect(textOf(stage?.value)).toBe('KAFKA_PRODUCE');
  expect(await offset()).toBe(5);
});

test('no offset passes a dead letter that is not in Kafka: the task fails', async () => {
  const { kafka, run, offset, trace } = await setUp();
  kafka.onSend = (records) => {
    if (letters(records).length > 0) throw new ConnectError('not authorized');
  };
  expect(await run([countingRecord(0), poison(1), countingRecord(2)])).toBe('FAILED');
  expect(await trace()).toContain('not authorized');
  expect(await offset()).toBe(1);
});

test('without a topic for dead letters the record is skipped, without tolerance the task fails', async () => {
  const skipping = await setUp({ 'errors.deadletterqueue.topic.name': '' });
  expect(await skipping.run([countingRecord(0), poison(1)])).toBe('IDLE');
  expect(skipping.kafka.sent).toHaveLength(1);
  expect(await skipping.offset()).toBe(2);
  const failing = await setUp({ 'errors.tolerance': 'none' });
  expect(await failing.run([poison(0)])).toBe('FAILED');
  expect(failing.kafka.sent).toEqual([]);
});

test('what fails in passing is tried again, in its place', async () => {
  let failures = 1;
  const flaky = defineConverter({
    className: 'test.FlakyConverter',
    version: '1',
    documentation: 'Fails once.',
    configDef: {},
    create: () => ({
      fromConnectData: (_topic, _schema, value) => {
        if (value === '1' && failures-- > 0) throw new RetriableError('registry is down');
        return Buffer.from(String(value));
      },
      toConnectData: () => ({ schema: null, value: null }),
    }),
  });
  const { kafka, run, offset } = await setUp(
    { 'errors.retry.timeout': '-1', 'errors.retry.delay.max.ms': '1', 'value.converter': 'test.FlakyConverter' },
    [flaky],
  );
  expect(await run([countingRecord(0), countingRecord(1), countingRecord(2)])).toBe('IDLE');
  expect(valuesIn(kafka, 'numbers')).toEqual(['0', '1', '2']);
  expect([failures, await offset()]).toEqual([-1, 3]);
});

test('is logged in the words of Kafka Connect', async () => {
  const { run, logged } = await setUp({
    'errors.log.enable': 'true',
    'errors.log.include.messages': 'true',
    transforms: 'c',
    'transforms.c.type': 'org.apache.kafka.connect.transforms.Cast$Value',
    'transforms.c.spec': 'int32',
  });
  await run([
    {
      ...countingRecord(0, 'src'),
      value: 'hello',
      timestamp: Number(/timestamp=(\d+)/.exec(recordedSourceLog)?.[1]),
      sourcePartition: { filename: '/tmp/rec/in.txt' },
      sourceOffset: { position: 6 },
    },
  ]);
  expect(logged).toEqual([recordedSourceLog.replace('task source-bad-0', 'task c-0')]);
});
