import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { avroReader } from '../../../lib/connectors/object-storage/read/avro-reader.ts';
import { jsonReaderWithSchemas } from '../../../lib/connectors/object-storage/read/line-readers.ts';
import { createSinkTaskState } from '../../../lib/runtime/sink/sink-task-state.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { bytesSource } from './bytes-source.ts';
import { memoryStore, PARTITIONERS, S3, sinkRecord } from './sink-harness.ts';
import { createSpanningSink } from './spanning-sink.ts';

const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';
const BACKUP = { mode: 'BACKUP_FULL_RECORD', 'key.converter': JSON_CONVERTER, 'value.converter': JSON_CONVERTER };
const ROTATION = {
  'partitioner.class': `${PARTITIONERS}.TimeBasedPartitioner`,
  'partition.duration.ms': '3600000',
  'path.format': "'h'=HH",
  locale: 'en',
  timezone: 'UTC',
  'timestamp.extractor': 'Record',
  'rotate.interval.ms': '10',
};

const schemas = [STRING_SCHEMA, INT64_SCHEMA].map((field) => structSchema([['field', field]]));
const RECORDS = 40;

/** Of two schemas and none, and of times that go back at times. */
const history = fc
  .array(fc.record({ kind: fc.constantFrom(0, 0, 1, 2), step: fc.integer({ min: -6, max: 12 }) }), {
    minLength: RECORDS,
    maxLength: RECORDS,
  })
  .map((events) => {
    let timestamp = 1000;
    return events.map(({ kind, step }, offset): SinkRecord => {
      timestamp += step;
      const valueSchema = schemas[kind] ?? null;
      const value = valueSchema && new Struct(valueSchema, [kind === 0 ? `${offset}` : offset]);
      return sinkRecord(offset, value, { valueSchema, timestamp, keySchema: STRING_SCHEMA, key: `k${offset}` });
    });
  });

const delivery = fc.record({
  size: fc.integer({ min: 1, max: 12 }),
  failures: fc.array(fc.constantFrom(false, false, true), { maxLength: 6 }),
  isWarm: fc.boolean(),
});

describe.each([
  ['Avro', { 'format.class': `${S3}.format.avro.AvroFormat` }, avroReader({})],
  ['JSON', { 'format.json.schema.enable': 'true' }, jsonReaderWithSchemas],
])('%s', (_, format, read) => {
  const contentOf = async (body: Uint8Array) => {
    const found = [];
    for await (const values of read(bytesSource(body))) found.push(...values);
    return found.map(({ value }) => (value instanceof Struct ? [value.get('offset'), value.get('value')] : value));
  };

  test('files, one after the other by their names, have the records of a partition in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.constantFrom({}, ROTATION),
        fc.constantFrom('3', '7', '100'),
        fc.constantFrom('true', 'false'),
        fc.array(delivery, { minLength: 2, maxLength: 12 }),
        async (records, rotation, flushSize, spans, deliveries) => {
          const config = { ...BACKUP, ...format, ...rotation, 'flush.size': flushSize, 'files.span.batches': spans };
          const [store, storage] = [memoryStore(), createMemoryStorage()];
          const start = (more = {}) =>
            createSpanningSink({
              config: { ...config, ...more },
              store,
              state: createSinkTaskState(storage.offsets, 'contract'),
              now: () => 1_700_000_000_000,
            });
          let task = await start();
          let committed = 0;
          for (const { size, failures, isWarm } of [...deliveries, { size: RECORDS, failures: [], isWarm: true }]) {
            store.failNext(failures, new RetriableError('down'));
            try {
              await task.put(records.slice(committed, committed + size));
              await task.flush?.([]);
              committed = Math.min(RECORDS, committed + size);
            } catch {
              if (!isWarm) task = await start();
            }
          }
          await (await start({ 'flush.size': '999' })).put([]);
          const closing = await start({ 'flush.size': '998' });
          await closing.put([]);
          await closing.flush?.([]);
          const files = [...store.objects.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
          if (spans === 'true') expect([...store.objects.values()]).toEqual(files);
          const content = (await Promise.all(files.map(({ body }) => contentOf(body)))).flat();
          expect(content.map((one) => (Array.isArray(one) ? one[0] : one))).toEqual(records.map((_, offset) => offset));
          const values = content.map((one) =>
            Array.isArray(one) && one[1] instanceof Struct ? one[1].values[0] : null,
          );
          expect(values).toEqual(records.map(({ value }) => (value instanceof Struct ? value.values[0] : null)));
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});
