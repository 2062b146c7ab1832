import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { DEFAULT_CODEC } from '../../../lib/connectors/cassandra/sink/mapping/table-mapping.ts';
import type { Row } from '../../../lib/connectors/cassandra/sink/row.ts';
import { encodeTimestamp } from '../../../lib/connectors/cassandra/sink/types/temporal.ts';
import { parseTemporal } from '../../../lib/connectors/cassandra/sink/types/temporal-pattern.ts';
import { batchesOf } from '../../../lib/connectors/cassandra/sink/write-rows.ts';
import { spreadTimestamps, writeTimeOf } from '../../../lib/connectors/cassandra/sink/write-time.ts';
import { sinkRecords } from '../../integration/jdbc/sink-tasks.ts';

const recordAt = (timestamp: number, offset: number): SinkRecord => {
  const [record] = sinkRecords('t', [{}], offset);
  if (record === undefined) throw new Error('no record');
  return { ...record, timestamp };
};

const row = (record: SinkRecord, key: string, partition: string | null = key): Row => ({
  record,
  query: 'q',
  params: [null],
  partition,
  key,
  timestampAt: 0,
  timestamp: writeTimeOf(record),
  consistency: 1,
  isIdempotent: true,
});

const written = ({ params, timestamp }: Row): bigint =>
  params[0] instanceof Buffer ? params[0].readBigInt64BE() : (timestamp ?? 0n);

describe('write times', () => {
  test('grow with the offsets of a key’s records that are not older, and stay near their timestamps', () => {
    const record = fc.record({ key: fc.constantFrom('a', 'b'), millis: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 40 }), fc.integer({ min: 0, max: 3000 }), (records, first) => {
        const rows = records.map(({ key, millis }, index) => row(recordAt(1000 + millis, first + index), key));
        spreadTimestamps(rows);
        for (const [index, later] of rows.entries()) {
          const before = rows.slice(0, index).filter(({ key }) => key === later.key);
          const newest = before.toSorted((x, y) => Number(written(y) - written(x)))[0];
          if (newest === undefined) continue;
          const isOlder = (later.record.timestamp ?? 0) < (newest.record.timestamp ?? 0);
          if (isOlder) expect(written(later)).toBeLessThan(written(newest));
          else expect(written(later)).toBeGreaterThan(written(newest));
          expect(written(later) / 1000n - BigInt(later.record.timestamp ?? 0)).toBeLessThanOrEqual(1n);
        }
      }),
    );
  });

  it('are left to the driver where a record has no timestamp', () => {
    expect(writeTimeOf({ ...recordAt(1, 1), timestamp: null })).toBeNull();
    expect(writeTimeOf(recordAt(-1, 1))).toBeNull();
  });
});

describe('batches', () => {
  it('hold rows of one partition, no more than they may, and not too many bytes', () => {
    const rows = Array.from({ length: 10 }, (_, n) => row(recordAt(n, n), `k${n}`, n < 8 ? 'p' : null));
    expect(batchesOf(rows, 3).map((batch) => batch.length)).toEqual([3, 3, 2, 1, 1]);
    expect(batchesOf(rows, 1)).toHaveLength(10);
    const large = rows.slice(0, 4).map((one) => ({ ...one, params: ['x'.repeat(15_000)] }));
    expect(batchesOf(large, 32).map((batch) => batch.length)).toEqual([2, 2]);
  });
});

describe('texts that say when', () => {
  it('are read by patterns and by the formatters’ names', () => {
    expect(parseTemporal('yyyy-MM-dd HH:mm:ss.SSS', '2024-02-29 12:30:00.123')).toMatchObject({
      year: 2024,
      nanos: 123_000_000,
    });
    expect(parseTemporal("d/M/yyyy 'at' H", '1/2/2024 at 7')).toMatchObject({ day: 1, month: 2, hour: 7 });
    expect(parseTemporal('ISO_LOCAL_DATE', '2024-2-29')).toBeUndefined();
    expect(parseTemporal('BASIC_ISO_DATE', '20240229')).toMatchObject({ month: 2, day: 29 });
  });

  it('are of their zone, over the change of clocks as well', () => {
    const berlin = { ...DEFAULT_CODEC, timeZone: 'Europe/Berlin' };
    const at = (text: string) => new Date(Number(encodeTimestamp(text, null, berlin))).toISOString();
    expect(at('2024-03-31 01:59:59')).toBe('2024-03-31T00:59:59.000Z');
    expect(at('2024-03-31 03:00:00')).toBe('2024-03-31T01:00:00.000Z');
    expect(at('2024-10-27 04:00:00')).toBe('2024-10-27T03:00:00.000Z');
    expect(at('2024-01-01T00:00:00Z')).toBe('2024-01-01T00:00:00.000Z');
  });

  it('may be numbers in their unit', () => {
    expect(encodeTimestamp('1700000000', null, { ...DEFAULT_CODEC, unit: 'SECONDS' })).toBe(1_700_000_000_000n);
    expect(encodeTimestamp(-1, null, { ...DEFAULT_CODEC, unit: 'MICROSECONDS' })).toBe(-1n);
  });
});
