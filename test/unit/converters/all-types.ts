import { Decimal } from '../../../lib/connect/decimal.ts';
import { dateSchema, decimalSchema, timeSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';

/** The struct of the record's first case: one field of every type. */
const innerSchema = s.structSchema(
  [
    ['x', s.INT32_SCHEMA],
    ['y', s.OPTIONAL_STRING_SCHEMA],
  ],
  { name: 'in', optional: true },
);

export const allTypesSchema = s.structSchema(
  [
    ['b', s.BOOLEAN_SCHEMA],
    ['i8', s.INT8_SCHEMA],
    ['i16', s.INT16_SCHEMA],
    ['i32', s.INT32_SCHEMA],
    ['i64', s.INT64_SCHEMA],
    ['f32', s.FLOAT32_SCHEMA],
    ['f64', s.FLOAT64_SCHEMA],
    ['s', s.STRING_SCHEMA],
    ['by', s.BYTES_SCHEMA],
    ['dec', decimalSchema(2)],
    ['date', dateSchema()],
    ['time', timeSchema()],
    ['ts', timestampSchema()],
    ['arr', s.arraySchema(s.INT32_SCHEMA)],
    ['m', s.mapSchema(s.STRING_SCHEMA, s.INT64_SCHEMA)],
    ['m2', s.mapSchema(s.INT32_SCHEMA, s.STRING_SCHEMA)],
    ['in', innerSchema],
    ['opt', s.primitiveSchema('STRING', { optional: true, defaultValue: 'dflt' })],
  ],
  { name: 'com.x.All', version: 2, doc: 'd' },
);

export const allTypes = Struct.of(allTypesSchema, {
  b: true,
  i8: -1,
  i16: 300,
  i32: 70000,
  i64: 9007199254740993n,
  f32: 1.5,
  f64: 0.1,
  s: 'hé',
  by: Uint8Array.of(0, 1, 0xff),
  // The record's base64 `+y4=` is -1234.
  dec: Decimal.parse('-12.34'),
  date: new Date(3 * 86_400_000),
  time: new Date(3_723_004),
  ts: new Date(1_700_000_000_123),
  arr: [1, 2],
  m: new Map([['k', 5]]),
  m2: new Map([[7, 'v']]),
  in: new Struct(innerSchema, [1, null]),
  opt: null,
});
