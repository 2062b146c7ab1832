import { describe, expect, test } from 'vitest';
import { gtidsOf } from '../../../../lib/connectors/debezium/mysql/gtids.ts';
import { compareLogPositions } from '../../../../lib/connectors/debezium/mysql/log-position.ts';
import { createPlace } from '../../../../lib/connectors/debezium/mysql/place.ts';
import { isNotAfter, readOffset } from '../../../../lib/connectors/debezium/mysql/position.ts';

const UUID = '3e11fa47-71ca-11e1-9e33-c80aa9429562';

describe('offsets', () => {
  test('of Debezium are read: transaction, events and rows to skip', () => {
    const offset = { server_id: 1, file: 'binlog.000003', pos: 154, gtids: `${UUID}:1-5`, event: 2, row: 3, ts_sec: 1 };
    expect(readOffset(offset)).toEqual({
      file: 'binlog.000003',
      position: 154,
      gtids: `${UUID}:1-5`,
      inTransaction: { gtid: null, events: 2, rows: 3, records: 0 },
      snapshot: null,
      incarnation: null,
      isUnfinished: false,
    });
    expect(readOffset({ ...offset, snapshot: 'INITIAL' }).isUnfinished).toBe(true);
  });

  test('that have no position are refused', () => {
    expect(() => readOffset({ position: 7 })).toThrow(/has no position: reset the offsets/);
  });

  test('are those that are read back', () => {
    const position = { ...readOffset({ file: 'b.000001', pos: 4, gtids: `${UUID}:1-5` }), incarnation: '1.0' };
    const place = createPlace(position, gtidsOf('mysql'));
    const at = { gtid: `${UUID}:6`, events: 3, rows: 1, records: 2 };
    const origin = { seconds: 7, serverId: 1 };
    expect(readOffset(place.changeOffset(origin, at, null)).inTransaction).toEqual(at);
    place.complete(`${UUID}:6`);
    place.moveTo(400);
    expect(place.cleanOffset(origin)).toEqual({
      file: 'b.000001',
      pos: 400,
      gtids: `${UUID}:1-6`,
      ts_sec: 7,
      server_id: 1,
      snapshot_incarnation: '1.0',
    });
    const snapshot = { tables: [{ table: 'd.t' }], after: null, attempt: 1 };
    place.setSnapshot(snapshot);
    expect(readOffset(place.snapshotOffset(7, ['1', `'x'`])).snapshot).toEqual({ ...snapshot, after: ['1', `'x'`] });
  });

  test('do not gather GTIDs that began in the middle', () => {
    const place = createPlace(readOffset({ file: 'b.000001', pos: 4 }), gtidsOf('mysql'));
    place.complete(`${UUID}:6`);
    expect(place.cleanOffset(null)).toEqual({ file: 'b.000001', pos: 4 });
  });
});

test('files are compared by number', () => {
  const at = (file: string, position: number) => ({ file, position });
  expect(compareLogPositions(at('binlog.1000000', 4), at('binlog.999999', 900))).toBeGreaterThan(0);
  expect(compareLogPositions(at('binlog.000002', 4), at('binlog.000002', 154))).toBeLessThan(0);
});

describe('a place of the schema history', () => {
  const isBefore = isNotAfter(gtidsOf('mysql'));
  const at = (file: string, pos: number, more = {}) => ({ file: `b.${file}`, pos, ...more });
  test.each([
    [at('1', 10), at('1', 10), true],
    [at('1', 11), at('1', 10), false],
    [at('1', 90), at('2', 4), true],
    [at('1', 10, { event: 2 }), at('1', 10), false],
    [at('1', 10, { event: 2 }), at('1', 10, { event: 2, row: 1 }), true],
    [at('1', 10, { event: 3 }), at('1', 10, { event: 2, row: 1 }), false],
    // Another server's files say nothing.
    [at('9', 10, { gtids: `${UUID}:1-5` }), at('1', 4, { gtids: `${UUID}:1-6` }), true],
    [at('1', 10, { gtids: `${UUID}:1-6` }), at('9', 4, { gtids: `${UUID}:1-5` }), false],
    [at('1', 10, { gtids: `${UUID}:1-6`, event: 1 }), at('1', 10, { gtids: `${UUID}:1-6` }), false],
  ])('%j before %j: %j', (one, other, expected) => expect(isBefore(one, other)).toBe(expected));
});
