import { Binary, BSON, BSONRegExp, Decimal128, Double, ObjectId, Timestamp, UUID } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { parseBsonDocument, parseBsonJson } from '../../../lib/connectors/mongodb/bson-json.ts';
import { parseObjects } from '../../../lib/connectors/mongodb/plain-json.ts';

describe('MongoDB’s JSON', () => {
  it.each([
    ['1', 1],
    ['-0', 0],
    ['2147483648', 2147483648n],
    ['9007199254740993', 9007199254740993n],
    ['1.0', new Double(1)],
    ['1e3', new Double(1000)],
    ['0.5', 0.5],
    ['"a\\u00e9\\n\\/"', 'aé\n/'],
    ["'it\\'s'", "it's"],
    ['[1, null, true, ]', [1, null, true]],
    ['{"$oid": "0123456789abcdef01234567"}', new ObjectId('0123456789abcdef01234567')],
    ['ObjectId("0123456789abcdef01234567")', new ObjectId('0123456789abcdef01234567')],
    ['{"$date": 5}', new Date(5)],
    ['{"$date": {"$numberLong": "5"}}', new Date(5)],
    ['{"$date": "2024-01-02T03:04:05+01:00"}', new Date('2024-01-02T02:04:05Z')],
    ['ISODate("2024-01-02T03:04:05Z")', new Date('2024-01-02T03:04:05Z')],
    ['{"$numberLong": "9223372036854775807"}', 9223372036854775807n],
    ['{"$numberDecimal": "1.50"}', Decimal128.fromString('1.50')],
    ['{"$binary": "AQI=", "$type": "00"}', new Binary(Buffer.from([1, 2]))],
    ['{"$binary": {"base64": "AQI=", "subType": "80"}}', new Binary(Buffer.from([1, 2]), 0x80)],
    ['{"$uuid": "00112233-4455-6677-8899-aabbccddeeff"}', new UUID('00112233-4455-6677-8899-aabbccddeeff')],
    ['{"$regularExpression": {"pattern": "a", "options": "i"}}', new BSONRegExp('a', 'i')],
    ['{"$timestamp": {"t": 1, "i": 2}}', new Timestamp({ t: 1, i: 2 })],
    ['{"$match": {"a": {"$gt": 1}}}', { $match: { a: { $gt: 1 } } }],
    ['{a: 1, $b: 2}', { a: 1, $b: 2 }],
  ])('%s', (json, value) => {
    expect(parseBsonJson(json)).toEqual(value);
  });

  it.each(['', '{', '{"a"}', '[1 2]', '{"a": 1} x', 'nothing(1)', '9223372036854775808', '"open', '[[[['.repeat(100)])(
    'refuses %s',
    (json) => {
      expect(() => parseBsonJson(json)).toThrow();
    },
  );

  it('keeps a field of the name __proto__ a field', () => {
    const document = parseBsonDocument('{"__proto__": {"polluted": true}}');
    expect(Object.keys(document)).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('polluted');
    expect(Object.keys(BSON.deserialize(BSON.serialize(document)))).toEqual(['__proto__']);
  });

  it('takes a single backslash of a configuration as one', () => {
    expect(parseObjects('[{"regexp": "^a\\..*$"}]')).toEqual([{ regexp: '^a\\..*$' }]);
  });
});
