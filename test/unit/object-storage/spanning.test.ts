import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { SinkTask } from '../../../lib/connect/sink-task.ts';
import { createSinkTaskState } from '../../../lib/runtime/sink/sink-task-state.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { linesOf, memoryStore, PARTITIONERS, sinkRecord } from './sink-harness.ts';
import { createSpanningSink } from './spanning-sink.ts';

const TIME_BASED = {
  'partitioner.class': `${PARTITIONERS}.TimeBasedPartitioner`,
  'partition.duration.ms': '50',
  'path.format': "'t'=mmssSSS",
  locale: 'en',
  timezone: 'UTC',
};

const config = fc
  .record({
    partitioning: fc.constantFrom<Record<string, string>>(
      {},
      { 'partitioner.class': `${PARTITIONERS}.FieldPartitioner`, 'partition.field.name': 'city' },
      { ...TIME_BASED, 'timestamp.extractor': 'Record', 'rotate.interval.ms': '13' },
      { ...TIME_BASED, 'timestamp.extractor': 'Wallclock', 'rotate.interval.ms': '40' },
    ),
    flushSize: fc.constantFrom(1, 2, 3, 7, 20, 1000),
    schedule: fc.constantFrom('-1', '30'),
    format: fc.constantFrom('json', 'gzip'),
  })
  .map(({ partitioning, flushSize, schedule }) => ({
    timezone: 'UTC',
    ...partitioning,
    'flush.size': String(flushSize),
    'rotate.schedule.interval.ms': schedule,
    'behavior.on.null.values': 'ignore',
  }));

/** One delivery of a partition: from how far back, how many records, which requests fail, and who has it. */
const delivery = fc.record({
  partition: fc.nat(1),
  back: fc.constantFrom(0, 0, 0, 3, 9),
  size: fc.integer({ min: 1, max: 15 }),
  failures: fc.array(fc.constantFrom(false, false, false, true), { maxLength: 12 }),
  task: fc.constantFrom('same', 'same', 'new', 'zombie', 'late zombie'),
  ticks: fc.boolean(),
  elapsedMs: fc.nat(30),
});

const RECORDS = 60;
const records: readonly (readonly SinkRecord[])[] = [0, 1].map((kafkaPartition) =>
  Array.from({ length: RECORDS }, (_, offset) =>
    sinkRecord(
      offset,
      offset % 11 === 5 ? null : { id: `${kafkaPartition}@${offset}`, city: offset % 3 === 0 ? 'Rome' : 'Oslo' },
      { timestamp: offset * 4, kafkaPartition },
    ),
  ),
);

const idsIn = (store: ReturnType<typeof memoryStore>): readonly string[] =>
  [...store.objects.values()].flatMap((object) => linesOf(object).map((line) => JSON.parse(line).id)).sort();

const expectedIds = records
  .flat()
  .filter(({ value }) => value !== null)
  .map(({ kafkaPartition, kafkaOffset }) => `${kafkaPartition}@${kafkaOffset}`)
  .sort();

test('every record is in one file, and no piece is left, however batches come, tasks die and zombies write', async () => {
  await fc.assert(
    fc.asyncProperty(config, fc.array(delivery, { minLength: 5, maxLength: 40 }), async (config, deliveries) => {
      const storage = createMemoryStorage();
      const store = memoryStore();
      let nowMs = 1_700_000_000_000;
      const start = () =>
        createSpanningSink({
          config,
          store,
          state: createSinkTaskState(storage.offsets, 'contract'),
          now: () => nowMs,
          reporter: { report: async () => {} },
        });
      let task = await start();
      const zombie = await start();
      const committed = [0, 0];

      const deliver = async (to: SinkTask, batch: readonly SinkRecord[]): Promise<boolean> => {
        try {
          await to.put(batch);
          await to.flush?.([]);
          return true;
        } catch (error) {
          expect(error).toBeInstanceOf(RetriableError);
          return false;
        }
      };

      for (const { partition, back, size, failures, task: who, ticks, elapsedMs } of deliveries) {
        nowMs += elapsedMs;
        if (who === 'new') task = await start();
        store.failNext(failures, new RetriableError('down'));
        const from = committed[partition] ?? 0;
        const batch = (records[partition] ?? []).slice(Math.max(0, from - back), from + size);
        // Taken for dead in the midst of its batch, it goes on once others have had it.
        const hangs =
          who === 'late zombie' &&
          (await zombie.put(batch).then(
            () => true,
            () => false,
          ));
        const isStored = await deliver(who === 'zombie' ? zombie : task, batch);
        if (hangs) await zombie.flush?.([]).catch((error) => expect(error).toBeInstanceOf(RetriableError));
        if (isStored) committed[partition] = Math.min(RECORDS, from + size);
        if (ticks) await deliver(task, []);
      }
      store.failNext([], new RetriableError('down'));
      for (const [partition, from] of committed.entries())
        expect(await deliver(task, (records[partition] ?? []).slice(from))).toBe(true);
      // Another configuration, so that what is open ends.
      const closing = await createSpanningSink({
        config: { ...config, 'flush.size': '999' },
        store,
        state: createSinkTaskState(storage.offsets, 'contract'),
        now: () => nowMs,
      });
      expect(await deliver(closing, [])).toBe(true);
      expect(idsIn(store)).toEqual(expectedIds);
      expect([...store.pieceBytes.keys()]).toEqual([]);
      for (const object of store.objects.values())
        expect(object.lastOffset - object.firstOffset).toBeLessThan(Number(config['flush.size']));
    }),
    { numRuns: 400 },
  );
}, 120_000);
