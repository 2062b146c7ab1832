import { describe, expect, test } from 'vitest';
import { type Bounds, criteria } from '../../../lib/connectors/jdbc/source/criteria.ts';
import { offsetOf, positionOf } from '../../../lib/connectors/jdbc/source/position.ts';
import { createProgress } from '../../../lib/connectors/jdbc/source/progress.ts';
import { timeZone } from '../../../lib/connectors/jdbc/time-zone.ts';

const bounds: Bounds = {
  incrementing: 9007199254740993n,
  begin: { seconds: 1, nanos: 0 },
  end: { seconds: 2, nanos: 0 },
  literal: ({ seconds }) => `t${seconds}`,
};

describe('the clauses of the original', () => {
  test.each([
    ['incrementing', '"id"', [], ' WHERE "id" > 9007199254740993 ORDER BY "id" ASC'],
    ['timestamp', null, ['"t"'], ' WHERE "t" > t1 AND "t" < t2 ORDER BY "t" ASC'],
    ['two timestamps', null, ['a', 'b'], ' WHERE COALESCE(a,b) > t1 AND COALESCE(a,b) < t2 ORDER BY COALESCE(a,b) ASC'],
    ['both', 'i', ['t'], ' WHERE t < t2 AND ((t = t1 AND i > 9007199254740993) OR t > t1) ORDER BY t,i ASC'],
  ])('%s', (_mode, incrementing, timestamps, sql) => {
    expect(criteria({ incrementing, timestamps }, bounds)).toBe(sql);
  });
});

test('offsets are the original’s, to the nanosecond and beyond 2^53', () => {
  const offset = { incrementing: 9007199254740993n, timestamp: 1704060000654, timestamp_nanos: 654_321_987 };
  expect(positionOf(offset)).toEqual({
    incrementing: 9007199254740993n,
    timestamp: { seconds: 1704060000, nanos: 654_321_987 },
  });
  expect(offsetOf(positionOf(offset))).toEqual(offset);
  const before1970 = { timestamp: -1, timestamp_nanos: 999_999_999 };
  expect(offsetOf(positionOf(before1970))).toEqual(before1970);
  expect(positionOf({ timestamp: 1500 })).toEqual({
    incrementing: null,
    timestamp: { seconds: 1, nanos: 500_000_000 },
  });
  expect(positionOf({})).toEqual({ incrementing: null, timestamp: null });
});

test('in mode timestamp an offset waits until its tie is through', () => {
  const column = {
    name: 't',
    type: { kind: 'TIMESTAMP', clock: 'wall' },
    nullable: false,
    autoIncrement: false,
  } as const;
  const settings = { dates: { zone: timeZone('UTC'), calendar: 'LEGACY' as const }, now: () => 0 };
  const start = { incrementing: null, timestamp: { seconds: 0, nanos: 0 } };
  const progress = createProgress({ incrementing: null, timestamps: [{ column, index: 0 }] }, start, settings);
  const rows = ['2024-01-01 00:00:01', '2024-01-01 00:00:02', '2024-01-01 00:00:02', '2024-01-01 00:00:03'].map(
    (at) => [at],
  );
  const first = Date.parse('2024-01-01T00:00:00Z');
  const offsets = rows.map((row, index) => progress.offset(row, rows[index + 1] ?? null).timestamp);
  expect(offsets).toEqual([first + 1000, first + 1000, first + 2000, first + 3000]);
  expect(progress.position().timestamp).toEqual({ seconds: first / 1000 + 3, nanos: 0 });
});
