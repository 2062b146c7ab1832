import { BSON, Code, Decimal128, Double, Long, ObjectId, Timestamp } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { bsonDocument } from '../../../../lib/connectors/debezium/mongodb/bson/bson-value.ts';
import {
  documentText,
  keyText,
  updatedFieldsText,
} from '../../../../lib/connectors/debezium/mongodb/bson/extended-json.ts';
import { createChangeParser } from '../../../../lib/connectors/debezium/mongodb/change-event.ts';

const document = (value: object) => bsonDocument(BSON.serialize(value));

const OBJECT_ID = new ObjectId('65a1b2c3d4e5f60718293a4b');

describe('a document as text', () => {
  const value = new Map<string, unknown>([
    ['2', new Double(1e7)],
    ['1', Long.fromString('9007199254740993')],
    ['nan', new Double(Number.NaN)],
    ['at', new Date(500)],
    ['dec', Decimal128.fromString('1.20')],
    ['code', new Code('f', { a: 1 })],
    ['text', 'é "\n😀'],
  ]);

  test('is Debezium’s, byte for byte, with its fields in their order', () => {
    expect(documentText(document(value))).toBe(
      '{"2": 1.0E7,"1": {"$numberLong": "9007199254740993"},"nan": NaN,"at": {"$date": 500},"dec": {"$numberDecimal": "1.20"},"code": {"$code": "f","$scope": {"a": 1}},"text": "é \\"\\n\\ud83d\\ude00"}',
    );
  });

  test('of an update is written in another form', () => {
    expect(updatedFieldsText(document(value))).toBe(
      '{"2": 1.0E7, "1": 9007199254740993, "nan": {"$numberDouble": "NaN"}, "at": {"$date": "1970-01-01T00:00:00.5Z"}, "dec": {"$numberDecimal": "1.20"}, "code": {"$code": "f", "$scope": {"a": 1}}, "text": "é \\"\\n\\ud83d\\ude00"}',
    );
  });

  test('types that drivers do not write any more are shown too', () => {
    const undefinedValue = Buffer.from([10, 0, 0, 0, 6, 0x75, 0, 10, 0x6e, 0, 0]);
    undefinedValue.writeInt32LE(undefinedValue.length);
    expect(documentText(bsonDocument(undefinedValue))).toBe('{"u": {"$undefined": true},"n": null}');
    const id = Buffer.from('65a1b2c3d4e5f60718293a4b', 'hex');
    const pointer = Buffer.concat([Buffer.from([0, 0, 0, 0, 12, 0x70, 0, 2, 0, 0, 0, 0x63, 0]), id, Buffer.from([0])]);
    pointer.writeInt32LE(pointer.length);
    expect(documentText(bsonDocument(pointer))).toBe(
      '{"p": {"$ref": "c","$id": {"$oid": "65a1b2c3d4e5f60718293a4b"}}}',
    );
  });

  test('of a type that there is not is refused', () => {
    expect(() => keyText({ type: 99, bytes: new Uint8Array(0), offset: 0, length: 0 })).toThrow(/unknown BSON type 99/);
  });
});

describe('a large change in parts', () => {
  const part = (fragment: number, more: object): Uint8Array =>
    BSON.serialize({ _id: { _data: `82${fragment}` }, splitEvent: { fragment, of: 3 }, ...more });

  test('is put together, its place behind the last part', () => {
    const parser = createChangeParser();
    const ns = { db: 'd', coll: 'c' };
    const facts = { operationType: 'update', clusterTime: new Timestamp({ t: 7, i: 8 }), ns };
    expect(parser.parse(part(1, { ...facts, documentKey: { _id: OBJECT_ID } }))).toBeUndefined();
    expect(parser.parse(part(2, { fullDocumentBeforeChange: { a: 1 } }))).toBeUndefined();
    expect(parser.isWithin()).toBe(true);
    const change = parser.parse(part(3, { fullDocument: { a: 2 } }));
    expect(parser.isWithin()).toBe(false);
    expect([change?.op, change?.time, change?.namespace]).toEqual([
      'u',
      { sec: 7, ord: 8 },
      { db: 'd', collection: 'c' },
    ]);
    expect(BSON.deserialize(Buffer.from(change?.token ?? '', 'base64'))).toEqual({ _data: '823' });
    const texts = (['fullDocumentBeforeChange', 'fullDocument', 'updateDescription'] as const).map((name) => {
      const found = change?.document(name) ?? null;
      return found === null ? null : documentText(found);
    });
    expect(texts).toEqual(['{"a": 1}', '{"a": 2}', null]);
  });

  test('without what the connector needs is refused, naming the setting', () => {
    expect(() => createChangeParser().parse(BSON.serialize({ _id: { _data: '82' } }))).toThrow(/cursor\.pipeline/);
  });
});
