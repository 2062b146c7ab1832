import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valuesEqual } from '../../../lib/connect/equality.ts';
import { dateSchema, decimalSchema, timeSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { protobufConverter } from '../../../lib/converters/protobuf-converter.ts';
import { valuesOf } from '../connect/arbitraries.ts';
import { whenReady } from './ready.ts';

const primitives = [
  s.INT8_SCHEMA,
  s.INT16_SCHEMA,
  s.INT32_SCHEMA,
  s.INT64_SCHEMA,
  s.FLOAT32_SCHEMA,
  s.FLOAT64_SCHEMA,
  s.BOOLEAN_SCHEMA,
  s.STRING_SCHEMA,
  s.BYTES_SCHEMA,
];
const logical = [decimalSchema(2), decimalSchema(0), dateSchema(), timeSchema(), timestampSchema()];
const optional = [...primitives, ...logical].map((schema) => s.withOptions(schema, { optional: true }));

let names = 0;

const struct = (inner: fc.Arbitrary<s.Schema>): fc.Arbitrary<s.Schema> =>
  fc.array(inner, { maxLength: 6 }).map((fields) =>
    s.structSchema(
      fields.map((field, index) => [`f${index}`, field] as const),
      { name: `com.x.M${names++}` },
    ),
  );

const leaf = fc.constantFrom<s.Schema>(...primitives, ...logical, ...optional);
const field = (inner: fc.Arbitrary<s.Schema>): fc.Arbitrary<s.Schema> =>
  fc.oneof(
    leaf,
    inner,
    fc.constantFrom(...primitives).map((element) => s.arraySchema(element)),
    fc
      .tuple(fc.constantFrom(s.STRING_SCHEMA, s.INT32_SCHEMA, s.INT64_SCHEMA), fc.constantFrom(...primitives))
      .map(([key, value]) => s.mapSchema(key, value, { name: `m${names++}` })),
  );

const schemas = struct(field(struct(field(struct(leaf)))));

/** Schemas come back with what Protobuf adds to them: what counts here is what is in the structs. */
const plain = (value: ConnectValue): ConnectValue => {
  if (value instanceof Struct)
    return Object.fromEntries(value.schema.fields.map(({ name }, index) => [name, plain(value.values[index] ?? null)]));
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return new Map(Array.from(value, ([key, element]) => [key, plain(element)]));
  return value;
};

test.each(['optional.for.nullables', 'wrapper.for.nullables'])(
  'gives back values under %s',
  async (key) => {
    const converter = protobufConverter.create({ 'schema.registry.url': `mock://${key}`, [key]: 'true' }, false);
    let topics = 0;
    await fc.assert(
      fc.asyncProperty(
        schemas.chain((schema) => valuesOf(schema).map((value) => ({ schema, value }))),
        async ({ schema, value }) => {
          const topic = `t${topics++}`;
          const bytes = await whenReady(() => converter.fromConnectData(topic, schema, value));
          const read = await whenReady(() => converter.toConnectData(topic, bytes));
          if (!valuesEqual(plain(read.value), plain(value))) expect(plain(read.value)).toEqual(plain(value));
        },
      ),
      { numRuns: 200 },
    );
  },
  30_000,
);
