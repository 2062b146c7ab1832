import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { decimalSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { javaHash } from '../../../lib/transforms/hash/java-hash.ts';
import { murmurHash } from '../../../lib/transforms/hash/murmur-of-value.ts';

const text = (value: string, java: number, murmur: number) => [value, s.STRING_SCHEMA, value, java, murmur] as const;
const decimal = (value: string, java: number, murmur: number) =>
  [value, decimalSchema(2), Decimal.parse(value), java, murmur] as const;

/** What Java 17 and Debezium 3.6.1 make of them. */
const recorded: ReadonlyArray<readonly [string, s.Schema, ConnectValue, java: number, murmur: number]> = [
  text('', 0, 89125410),
  text('a', 97, -1119243492),
  text('orange', -1008851410, -1471092080),
  text('0123456789abcdef', 285443752, 26898387),
  text('0123456789abcdefg', 258821823, -1536414354),
  text('12-pack of drill bits with sizes ranging from #40 to #3', 601667301, -161382793),
  text('Grüße', 69215351, -1555094974),
  text('äöüäöüäö', 349090898, -1866478815),
  text('x😀yß€', 417488939, 185102244),
  text('a\ud800b\udc00', 56088541, 1319629196),
  ['INT8', s.INT8_SCHEMA, -5, -5, 1960881932],
  ['INT16', s.INT16_SCHEMA, -300, -300, -633951884],
  ['INT32', s.INT32_SCHEMA, -123456789, -123456789, 1874905496],
  ['a small INT64', s.INT64_SCHEMA, 1, 1, -1931162451],
  ['a negative INT64', s.INT64_SCHEMA, -1, 0, 1805505889],
  ['a bigint', s.INT64_SCHEMA, 1531481025340000104n, -890982776, -1227090479],
  ['a negative INT64 of more than 32 bits', s.INT64_SCHEMA, -8589934597, 6, -1186792804],
  ['the largest safe INT64', s.INT64_SCHEMA, Number.MAX_SAFE_INTEGER, -2097152, 1774960832],
  ['the least INT64', s.INT64_SCHEMA, -(2n ** 63n), -2147483648, -797218156],
  ['FLOAT32', s.FLOAT32_SCHEMA, 3.14, 1078523331, 1649129452],
  ['FLOAT64', s.FLOAT64_SCHEMA, 3.14, 300063655, -242475614],
  ['NaN', s.FLOAT64_SCHEMA, Number.NaN, 2146959360, -1249978784],
  ['-0', s.FLOAT64_SCHEMA, -0, -2147483648, -797218156],
  ['true', s.BOOLEAN_SCHEMA, true, 1231, -1891831265],
  ['false', s.BOOLEAN_SCHEMA, false, 1237, -682375457],
  decimal('1.50', 4652, 1881887724),
  decimal('-12345678901.23', 848705038, -301690543),
  decimal('-123456789012345678901234567890.12345', -1497695738, -1869260634),
  decimal('0.00', 2, -351805952),
  ['a decimal of 64 bits', decimalSchema(3), new Decimal(2n ** 64n - 1n, 3), -989, -383619667],
  ['a Timestamp', timestampSchema(), new Date(1700000000123), -807048720, 942063065],
  ['bytes', s.BYTES_SCHEMA, Uint8Array.of(1, 0xfe, 200, 0), 869644, -1988180511],
  ['a list', s.arraySchema(s.STRING_SCHEMA), ['a', 'b'], 4066, -645483681],
  [
    'a map',
    s.mapSchema(s.STRING_SCHEMA, s.STRING_SCHEMA),
    new Map<ConnectValue, ConnectValue>([
      ['a', '1'],
      ['b', '2'],
    ]),
    160,
    -1277766830,
  ],
];

describe('hashes are those of Java and Debezium', () => {
  test.each(recorded)('%s', (_what, schema, value, java, murmur) => {
    expect(javaHash(schema, value)).toBe(java);
    expect(murmurHash(schema, value)).toBe(murmur);
  });

  test('bits are hashed as bytes', () => {
    const bits = s.primitiveSchema('BYTES', { name: 'io.debezium.data.Bits' });
    expect(murmurHash(bits, Uint8Array.of(0x85, 1))).toBe(1478650395);
  });

  test('bytes that are part of a larger buffer', () => {
    const part = Uint8Array.of(9, 1, 0xfe, 200, 0, 9).subarray(1, 5);
    expect(javaHash(s.BYTES_SCHEMA, part)).toBe(869644);
  });

  test('structs of the same fields have the same, null counts nothing', () => {
    const schema = () =>
      s.structSchema([
        ['a', s.STRING_SCHEMA],
        ['b', s.OPTIONAL_INT32_SCHEMA],
      ]);
    const hash = (struct: Struct) => javaHash(struct.schema, struct);
    expect(hash(new Struct(schema(), ['x', null]))).toBe(hash(new Struct(schema(), ['x', null])));
    expect(hash(new Struct(schema(), ['x', null]))).not.toBe(hash(new Struct(schema(), ['y', null])));
  });
});
