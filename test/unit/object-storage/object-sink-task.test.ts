import { expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { INT32_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { createSink, linesOf, memoryStore, PARTITIONERS, S3, sinkRecord } from './sink-harness.ts';

const run = async (more: Record<string, string>, records: readonly SinkRecord[], withReporter = false) => {
  const store = memoryStore();
  const reported: string[] = [];
  const reporter = {
    report: async ({ kafkaOffset }: SinkRecord, error: Error) => {
      reported.push(`${kafkaOffset}: ${error.message}`);
    },
  };
  const task = await createSink(more, store, withReporter ? reporter : null);
  await task.put(records);
  await task.flush?.([]);
  const files = Object.fromEntries([...store.objects].map(([key, object]) => [key, linesOf(object)]));
  return { files, reported };
};

const file = (offset: number) => `topics/s3_topic/partition=0/s3_topic+0+${String(offset).padStart(10, '0')}.json`;

test('records of different schemas go to different files', async () => {
  const schemaOf = (version: number) => structSchema([['n', INT32_SCHEMA]], { version });
  const struct = (offset: number, version: number) => {
    const valueSchema = schemaOf(version);
    return sinkRecord(offset, new Struct(valueSchema, [offset]), { valueSchema });
  };
  const { files } = await run({ 'flush.size': '10' }, [struct(0, 1), struct(1, 2), struct(2, 1), struct(3, 2)]);
  expect(files).toEqual({ [file(0)]: ['{"n":0}', '{"n":2}'], [file(1)]: ['{"n":1}', '{"n":3}'] });
});

test('rotation by record time is aligned to the epoch', async () => {
  const records = [0, 4, 9, 10, 8, 25].map((timestamp, offset) => sinkRecord(offset, offset, { timestamp }));
  const { files } = await run(
    {
      'flush.size': '100',
      'partitioner.class': `${PARTITIONERS}.TimeBasedPartitioner`,
      'partition.duration.ms': '1000',
      'path.format': "'all'",
      locale: 'en',
      timezone: 'UTC',
      'timestamp.extractor': 'Record',
      'rotate.interval.ms': '10',
    },
    records,
  );
  expect(Object.values(files)).toEqual([['0', '1', '2', '4'], ['3'], ['5']]);
});

test('tombstones fail the task unless told otherwise', async () => {
  const tombstone = sinkRecord(1, null);
  await expect(run({}, [tombstone])).rejects.toThrow(/Null valued records are not writeable/);
  expect(await run({ 'behavior.on.null.values': 'ignore' }, [sinkRecord(0, 'a'), tombstone], true)).toEqual({
    files: { [file(0)]: ['"a"'] },
    reported: ['1: Skipping null value record.'],
  });
  const silent = { 'behavior.on.null.values': 'ignore', 'report.null.values.to.dlq': 'false' };
  expect(await run(silent, [tombstone], true)).toEqual({ files: {}, reported: [] });
});

test('a record that does not fit is reported, and the rest is written', async () => {
  const valueSchema = structSchema([['n', INT32_SCHEMA]]);
  const records = ['bad', 1].map((n, offset) => sinkRecord(offset, new Struct(valueSchema, [n]), { valueSchema }));
  expect(await run({}, records, true)).toEqual({
    files: { [file(1)]: ['{"n":1}'] },
    reported: ['0: Not an integer: string'],
  });
  await expect(run({}, records)).rejects.toThrow('Record s3_topic-0@0 cannot be written: Not an integer: string');
});

test('a record without a key is in none of its files where keys are stored', async () => {
  const keys = { 'store.kafka.keys': 'true', 'keys.format.class': `${S3}.format.json.JsonFormat` };
  const keyed = sinkRecord(1, 'b', { keySchema: STRING_SCHEMA, key: 'k' });
  const { files, reported } = await run(keys, [sinkRecord(0, 'a'), keyed], true);
  expect(files).toEqual({ [file(1)]: ['"b"'], [file(1).replace('.json', '.keys.json')]: ['"k"'] });
  expect(reported).toEqual(['0: Key cannot be null for SinkRecord']);
});

test.each(['avro.AvroFormat', 'parquet.ParquetFormat', 'bytearray.ByteArrayFormat'])(
  '%s reports what it cannot take',
  async (format) => {
    const { reported } = await run({ 'format.class': `${S3}.format.${format}` }, [sinkRecord(0, { a: 1 })], true);
    expect(reported).toEqual([expect.stringMatching(/^0: (Avro|Parquet|ByteArray)Format (needs|takes)/)]);
  },
);

test('records renamed by a transformation are refused', async () => {
  const renamed = { ...sinkRecord(0, 'a'), topic: 'other' };
  await expect(run({}, [renamed])).rejects.toThrow(/other-0 .* does not match the assigned one/);
});

test('a batch put again before it was flushed counts once', async () => {
  const store = memoryStore();
  const task = await createSink({ 'flush.size': '10' }, store);
  await task.put([sinkRecord(5, 5), sinkRecord(6, 6)]);
  await task.put([sinkRecord(5, 5), sinkRecord(6, 6)]);
  await task.put([sinkRecord(7, 7)]);
  await task.flush?.([]);
  expect(linesOf(store.objects.get(file(5)))).toEqual(['5', '6', '7']);
});

test('the gravest of several failures is the one that is thrown', async () => {
  const store = memoryStore();
  const task = await createSink({ 'flush.size': '1' }, store);
  const failures = [new RetriableError('slow down'), new Error('denied')];
  await task.put([sinkRecord(0, 0), sinkRecord(1, 1), sinkRecord(2, 2)]);
  const write = store.write;
  store.write = async (object) => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    await write(object);
  };
  await expect(task.flush?.([])).rejects.toThrow('denied');
});

test('names directories by schema where asked', async () => {
  const valueSchema = structSchema([['n', INT32_SCHEMA]], { name: 'com.x.Y' });
  const records = [sinkRecord(0, new Struct(valueSchema, [1]), { valueSchema })];
  const { files } = await run({ 's3.schema.partition.affix.type': 'PREFIX' }, records);
  expect(Object.keys(files)).toEqual([file(0).replace('partition=0', 'schema_name=com.x.Y/partition=0')]);
});
