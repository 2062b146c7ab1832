import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { INT32_SCHEMA, type Schema, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { createSink, linesOf, memoryStore, PARTITIONERS, sinkRecord } from './sink-harness.ts';

/** Equal for equal versions, but not one object: a converter may have been restarted in between. */
const schemaOf = (version: number) =>
  structSchema(
    [
      ['id', STRING_SCHEMA],
      ['city', STRING_SCHEMA],
      ['extra', INT32_SCHEMA],
    ],
    { version },
  );
const schemas = [schemaOf(1), schemaOf(2), schemaOf(2)];

const event = fc.record({
  gap: fc.constantFrom(0, 0, 0, 1, 3),
  city: fc.constantFrom('Rome', 'Oslo'),
  schema: fc.constantFrom(0, 0, 0, 0, 1, 2),
  timeStep: fc.integer({ min: -4, max: 12 }),
  fate: fc.constantFrom(...Array(8).fill('good'), 'null', 'bad'),
  partition: fc.nat(1),
});

const history = fc.array(event, { minLength: 5, maxLength: 30 }).map((events) => {
  const offsets = [0, 0];
  let timestamp = 1000;
  return events.map(({ gap, city, schema, timeStep, fate, partition }): SinkRecord => {
    const kafkaOffset = (offsets[partition] ?? 0) + gap;
    offsets[partition] = kafkaOffset + 1;
    timestamp += timeStep;
    const valueSchema: Schema = schemas[schema] ?? INT32_SCHEMA;
    const id = `${partition}@${kafkaOffset}`;
    const value =
      fate === 'null' ? null : new Struct(schemaOf(1), [id, city, fate === 'bad' ? 'not a number' : kafkaOffset]);
    return sinkRecord(kafkaOffset, value, { valueSchema, timestamp, kafkaPartition: partition });
  });
});

const byTime = (durationMs: number) => ({
  'partitioner.class': `${PARTITIONERS}.TimeBasedPartitioner`,
  'partition.duration.ms': String(durationMs),
  'path.format': "'t'=mmssSSS",
  locale: 'en',
  timezone: 'UTC',
  'timestamp.extractor': 'Record',
});

const partitioning = fc.constantFrom<Record<string, string>>(
  {},
  { 'partitioner.class': `${PARTITIONERS}.FieldPartitioner`, 'partition.field.name': 'city' },
  byTime(20),
  byTime(3_600_000),
);

const config = fc
  .record({
    partitioning,
    flushSize: fc.constantFrom(1, 2, 3, 5, 8, 1000),
    rotation: fc.constantFrom('-1', '5', '13', '31'),
    cutsOnChange: fc.boolean(),
  })
  .map(({ partitioning, flushSize, rotation, cutsOnChange }) => ({
    ...partitioning,
    'flush.size': String(flushSize),
    'rotate.interval.ms': rotation,
    'rotate.file.on.partition.change': String(cutsOnChange),
    'behavior.on.null.values': 'ignore',
  }));

/** One delivery: how many records, which of its uploads fail, and whether the task survives. */
const delivery = fc.record({
  size: fc.integer({ min: 1, max: 12 }),
  failures: fc.array(fc.boolean(), { maxLength: 6 }),
  isWarm: fc.boolean(),
});

const errantRecordReporter = { report: async () => {} };

const expectedIds = (records: readonly SinkRecord[]): string[] =>
  records
    .filter(({ value }) => value instanceof Struct && typeof value.get('extra') === 'number')
    .map(({ kafkaPartition, kafkaOffset }) => `${kafkaPartition}@${kafkaOffset}`)
    .sort();

const idsOf = (lines: readonly string[]): string[] => lines.map((line) => JSON.parse(line).id);

test('every record is in exactly one object, whatever the batches and wherever uploads died', async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      config,
      fc.array(delivery, { minLength: 2, maxLength: 12 }),
      async (records, config, deliveries) => {
        const store = memoryStore();
        const start = () => createSink(config, store, errantRecordReporter);
        let task = await start();
        let committed = 0;
        for (const { size, failures, isWarm } of [...deliveries, { size: 1000, failures: [], isWarm: true }]) {
          store.failNext(failures, new RetriableError('down'));
          try {
            await task.put(records.slice(committed, committed + size));
            await task.flush?.([]);
            committed = Math.min(records.length, committed + size);
          } catch {
            if (!isWarm) task = await start();
          }
        }
        const stored = [...store.objects.values()].map((object) => ({ object, ids: idsOf(linesOf(object)) }));
        expect(stored.flatMap(({ ids }) => ids).sort()).toEqual(expectedIds(records));
        for (const { object, ids } of stored) {
          const offsets = ids.map((id) => Number(id.split('@')[1]));
          expect(object.key).toContain(`+${String(offsets[0]).padStart(10, '0')}.json`);
          expect(offsets).toEqual(offsets.toSorted((left, right) => left - right));
          expect([object.firstOffset, object.lastOffset, object.recordCount]).toEqual([
            offsets[0],
            offsets.at(-1),
            offsets.length,
          ]);
        }
      },
    ),
    { numRuns: 600 },
  );
}, 60_000);
