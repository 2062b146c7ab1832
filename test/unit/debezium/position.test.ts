import { describe, expect, test } from 'vitest';
import { createPlace } from '../../../lib/connectors/debezium/postgresql/place.ts';
import { type Position, readOffset } from '../../../lib/connectors/debezium/postgresql/position.ts';

const fresh: Position = {
  start: 100,
  known: 100,
  lastCommit: null,
  inTransaction: null,
  snapshot: null,
  seen: null,
  incarnation: '1.0',
};

describe('offsets', () => {
  test('of Debezium are understood: in the middle of a transaction, behind one, after a snapshot', () => {
    const common = { ts_usec: 1, txId: 7 };
    expect(readOffset({ ...common, lsn: 250, lsn_proc: 200, lsn_commit: 200, lsn_events_processed: 3 })).toMatchObject({
      start: 200,
      known: 250,
      lastCommit: 200,
      inTransaction: { xid: 7, lsn: 250, ordinal: 3, records: null },
    });
    expect(readOffset({ ...common, lsn: 300, lsn_proc: 300, lsn_commit: 300, messageType: 'COMMIT' })).toMatchObject({
      start: 300,
      inTransaction: null,
    });
    expect(readOffset({ ...common, lsn: 90, snapshot: 'INITIAL', snapshot_completed: true })).toMatchObject({
      start: 90,
      lastCommit: null,
      snapshot: null,
    });
  });

  test('that name no position are refused', () => {
    expect(() => readOffset({ foo: 1 })).toThrow(/foo.*reset the offsets/);
  });

  test('say where a run goes on in a transaction, and in a snapshot beside it', () => {
    const snapshot = {
      tables: [{ table: 's.t', filter: 'x > 1', isAdHoc: true as const }],
      after: ['5', 'a'],
      attempt: 2,
    };
    const place = createPlace({ ...fresh, snapshot, seen: { snapshot: '1:2:', until: 99 } });
    const read = readOffset(place.changeOffset({ xid: 7, us: 1, lsn: 150, ordinal: 2 }, 'INSERT', 1));
    expect(read).toEqual({
      ...fresh,
      known: 150,
      inTransaction: { xid: 7, lsn: 150, ordinal: 2, records: 1 },
      snapshot,
      seen: { snapshot: '1:2:', until: 99 },
    });
    expect(readOffset(place.snapshotOffset(1, null, ['6', 'b'])).snapshot?.after).toEqual(['6', 'b']);
  });

  test('behind a transaction start with the next; heartbeats move the start but not the last commit', () => {
    const place = createPlace(fresh);
    place.moveTo(200, true);
    expect(readOffset(place.cleanOffset(1, 7, 'COMMIT'))).toMatchObject({
      start: 200,
      lastCommit: 200,
      inTransaction: null,
    });
    place.moveTo(260, false);
    place.moveTo(240, false);
    expect(readOffset(place.cleanOffset(1, null, 'HEARTBEAT'))).toMatchObject({ start: 260, lastCommit: 200 });
  });
});
