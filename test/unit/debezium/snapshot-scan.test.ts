import { expect, test } from 'vitest';
import { type SnapshotProgress, withoutFirst } from '../../../lib/connectors/debezium/snapshot-progress.ts';
import { createSnapshotScan } from '../../../lib/connectors/debezium/snapshot-scan.ts';

const progressOf = (...tables: readonly string[]): SnapshotProgress => ({
  tables: tables.map((table) => ({ table })),
  after: null,
  attempt: 1,
});

/** A place that remembers what it was told. */
const holder = (snapshot: SnapshotProgress | null) => {
  const told: (SnapshotProgress | null)[] = [];
  return {
    told,
    snapshot,
    setSnapshot(progress: SnapshotProgress | null) {
      this.snapshot = progress;
      told.push(progress);
    },
  };
};

test('rows are counted table by table, over pauses, and tables without rows are passed', () => {
  const place = holder(progressOf('a', 'b', 'c', 'later'));
  const scan = createSnapshotScan(place);
  for (let row = 0; row < 3; row += 1) scan.enter('a');
  scan.reached(['3']);
  scan.enter('a');
  scan.enter('c');
  scan.finish(({ table }) => table === 'later');
  expect(place.told).toEqual([
    { ...progressOf('a', 'b', 'c', 'later'), rows: 3, after: ['3'] },
    { ...progressOf('a', 'b', 'c', 'later'), rows: 4 },
    { ...progressOf('c', 'later'), done: ['a', 'b'] },
    { ...progressOf('c', 'later'), done: ['a', 'b'], rows: 1 },
    { ...progressOf('later'), done: ['a', 'b', 'c'] },
  ]);
  // Told again that all is read, there is nothing more to do.
  scan.finish(({ table }) => table === 'later');
  expect(place.told).toHaveLength(5);
});

test('nothing is left behind the last table, and what signals asked for does not count as done', () => {
  expect(withoutFirst(progressOf('a'))).toBeNull();
  const asked: SnapshotProgress = { ...progressOf('a', 'b'), tables: [{ table: 'a', isAdHoc: true }, { table: 'b' }] };
  expect(withoutFirst(asked)).toEqual(progressOf('b'));
});
