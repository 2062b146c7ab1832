import { BSON, Double, Long, ObjectId } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { bsonDocument } from '../../../../lib/connectors/debezium/mongodb/bson/bson-value.ts';
import { decodeId, encodeId } from '../../../../lib/connectors/debezium/mongodb/bson/document-id.ts';
import { createPlace } from '../../../../lib/connectors/debezium/mongodb/place.ts';
import { readOffset } from '../../../../lib/connectors/debezium/mongodb/position.ts';
import { decodeToken, encodeToken, tokenTime } from '../../../../lib/connectors/debezium/mongodb/resume-token.ts';

/** As Debezium 3.6.1 has stored it. */
const THEIRS = {
  sec: -1,
  ord: -1,
  resume_token:
    'eQAAAAJfZGF0YQBpAAAAODI2QjAzNTQ0MTAwMDAwMDBGMkIwMjJDMDEwMDI5NkU1QTEwMDQ2RjZCRkJFNDRFMzE0RjIwODYxOTkzMTU2QzNBMzhGRTQ2M0M1RjY5NjQwMDNDNzQ2ODY1MjA2NTZFNjQwMDAwMDQAAA==',
};

describe('resume tokens', () => {
  const token = decodeToken(THEIRS.resume_token);

  test('of Debezium are read, and written the same', () => {
    expect(token._data).toMatch(/^826B035441/);
    expect(encodeToken(token)).toBe(THEIRS.resume_token);
    expect(tokenTime(token)).toEqual({ sec: 0x6b035441, ord: 15 });
  });

  test('of old releases are their bare data; anything else is refused', () => {
    expect(decodeToken('826B03').valueOf()).toEqual({ _data: '826B03' });
    expect(() => decodeToken('@@@')).toThrow(/reset the offsets/);
  });
});

describe('offsets', () => {
  test('of Debezium are read', () => {
    const { stream, snapshot, isUnfinished } = readOffset(THEIRS);
    expect([stream.token, snapshot, isUnfinished]).toEqual([THEIRS.resume_token, null, false]);
    expect(readOffset({ ...THEIRS, initsync: true }).isUnfinished).toBe(true);
  });

  test('come back as they were', () => {
    const position = {
      stream: { token: THEIRS.resume_token, sec: 5, ord: 6 },
      partial: null,
      transaction: { id: 'x:1', counts: new Map([['db.c', 3]]) },
      snapshot: { tables: [{ table: 'db.c' }, { table: 'db.d', isAdHoc: true as const }], after: null, attempt: 1 },
      isUnfinished: false,
      incarnation: '1.0',
    };
    const place = createPlace(position);
    expect(readOffset(place.offset())).toEqual(position);
    expect(place.offset()).toMatchObject({ initsync: true, sec: 5, ord: 6, transaction_id: 'x:1' });
    expect(readOffset(place.rowOffset('key')).snapshot?.after).toBe('key');
  });
});

describe('an _id in an offset', () => {
  const ids: ReadonlyArray<readonly [string, unknown]> = [
    ['a number', 1],
    ['a double', new Double(1)],
    ['a long', Long.fromString('9007199254740993')],
    ['an ObjectId', new ObjectId()],
    [
      'a document whose fields are numbers',
      new Map<string, unknown>([
        ['2', 1],
        ['1', [new Map([['1', 0]])]],
      ]),
    ],
  ];

  test.each(ids)('is exact: %s', (_name, id) => {
    const bytes = BSON.serialize(new Map([['_id', id]]));
    const text = encodeId(bsonDocument(bytes));
    expect(Buffer.from(BSON.serialize(new Map([['_id', decodeId(text)]]))).equals(Buffer.from(bytes))).toBe(true);
  });
});
