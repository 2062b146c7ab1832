import fc from 'fast-check';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { decimalScale } from '../../../lib/connect/decimal-bytes.ts';
import {
  DATE_NAME,
  DECIMAL_NAME,
  dateSchema,
  decimalSchema,
  TIME_NAME,
  TIMESTAMP_NAME,
  timeSchema,
  timestampSchema,
} from '../../../lib/connect/logical-types.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';

/** Random schemas, and random values of them, the awkward ones included. */
type Values = fc.Arbitrary<ConnectValue>;

const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const DAY_MS = 86_400_000;

const text = fc.string({ unit: 'binary', maxLength: 12 });

const fieldName = fc.oneof(text, fc.constantFrom('', '__proto__', 'toString', 'constructor', 'łódź', '1', 'a.b'));

/** As the data model has INT64: a number where a double holds it safely. */
export const int64 = fc
  .oneof(fc.bigInt(INT64), fc.constantFrom(INT64.min, INT64.max, 2n ** 53n, 2n ** 53n + 1n, 0n))
  .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value));

const ofLogicalType = (schema: s.Schema): Values | undefined => {
  switch (schema.name) {
    case DECIMAL_NAME:
      return fc.bigInt().map((unscaled) => new Decimal(unscaled, decimalScale(schema)));
    case DATE_NAME:
      return fc.integer({ min: -1_000_000, max: 1_000_000 }).map((days) => new Date(days * DAY_MS));
    case TIME_NAME:
      return fc.nat({ max: DAY_MS - 1 }).map((millis) => new Date(millis));
    case TIMESTAMP_NAME:
      return fc.date({ noInvalidDate: true });
    default:
      return undefined;
  }
};

const ofPrimitive: Readonly<Record<s.PrimitiveType, Values>> = {
  INT8: fc.integer({ min: -128, max: 127 }),
  INT16: fc.integer({ min: -32768, max: 32767 }),
  INT32: fc.integer(),
  INT64: int64,
  FLOAT32: fc.float(),
  FLOAT64: fc.double(),
  BOOLEAN: fc.boolean(),
  STRING: text,
  BYTES: fc.uint8Array({ maxLength: 9 }),
};

const ofContent = (schema: s.Schema): Values => {
  switch (schema.type) {
    case 'ARRAY':
      return fc.array(valuesOf(schema.valueSchema), { maxLength: 3 });
    case 'MAP':
      return fc
        .array(fc.tuple(valuesOf({ ...schema.keySchema, optional: false }), valuesOf(schema.valueSchema)), {
          maxLength: 3,
        })
        .map((entries) => new Map(entries));
    case 'STRUCT':
      return fc
        .tuple(...schema.fields.map((field) => valuesOf(field.schema)))
        .map((values) => new Struct(schema, values));
    default:
      return ofLogicalType(schema) ?? ofPrimitive[schema.type];
  }
};

/** A value of the schema; null now and then where it is optional. */
export const valuesOf = (schema: s.Schema): Values =>
  schema.optional ? fc.oneof({ weight: 3, arbitrary: ofContent(schema) }, fc.constant(null)) : ofContent(schema);

const options = fc.record(
  { optional: fc.boolean(), doc: text, version: fc.nat(), parameters: fc.dictionary(fieldName, text, { minKeys: 1 }) },
  { requiredKeys: [] },
);

const primitive = fc
  .tuple(fc.constantFrom(...Object.keys(ofPrimitive).filter(isPrimitive)), options)
  .map(([type, given]) => s.primitiveSchema(type, given));

function isPrimitive(type: string): type is s.PrimitiveType {
  return type in ofPrimitive;
}

const logical = fc.oneof(
  fc
    .tuple(fc.integer({ min: -3, max: 12 }), fc.boolean())
    .map(([scale, optional]) => decimalSchema(scale, { optional })),
  fc.constantFrom(dateSchema(), timeSchema({ optional: true }), timestampSchema()),
);

const withDefault = (schema: s.Schema): fc.Arbitrary<s.Schema> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(schema) },
    valuesOf({ ...schema, optional: false }).map((defaultValue) =>
      // A struct's schema is its own, without the default that it is.
      defaultValue instanceof Struct ? schema : s.withOptions(schema, { defaultValue }),
    ),
  );

/** Schemas down to that depth. */
export const schemas = (depth: number): fc.Arbitrary<s.Schema> => {
  const leaves = fc.oneof(primitive, logical);
  if (depth === 0) return leaves.chain(withDefault);
  const inner = schemas(depth - 1);
  const structs = fc
    .tuple(fc.uniqueArray(fc.tuple(fieldName, inner), { selector: ([name]) => name, maxLength: 5 }), options)
    .map(([fields, given]) => s.structSchema(fields, { ...given, name: 'com.x.Y' }));
  const maps = fc.tuple(leaves, inner, options).map(([key, value, given]) => s.mapSchema(key, value, given));
  const arrays = fc.tuple(inner, options).map(([value, given]) => s.arraySchema(value, given));
  return fc.oneof(leaves, structs, structs, maps, arrays).chain(withDefault);
};

/** A schema and a value of it. */
export const schemaAndValue = schemas(2).chain((schema) => valuesOf(schema).map((value) => ({ schema, value })));

/** Values as JSON without schemas has them. */
export const schemaless = fc.letrec<{ value: ConnectValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger(),
      int64,
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fieldName, tie('value'), { maxKeys: 4 }),
  ),
})).value;
