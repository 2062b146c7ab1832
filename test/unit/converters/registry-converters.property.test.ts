import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schemasEqual, valuesEqual } from '../../../lib/connect/equality.ts';
import { type Schema, withOptions } from '../../../lib/connect/schema.ts';
import { avroConverter } from '../../../lib/converters/avro-converter.ts';
import { jsonSchemaConverter } from '../../../lib/converters/json-schema-converter.ts';
import { valuesOf } from '../connect/arbitraries.ts';
import { namedSchemas } from '../connect/distinct-names.ts';
import { whenReady } from './ready.ts';

/** The outermost schema takes the registry's version where it has none of its own. */
const versioned = namedSchemas
  .map((schema) => withOptions(schema, { version: schema.version ?? 1 }))
  .chain((schema) => valuesOf(schema).map((value) => ({ schema, value })));

/** JSON null is read as the default, where there is one: then it does not come back. */
const hasNullableDefault = (schema: Schema): boolean => {
  if (schema.optional && schema.defaultValue !== undefined) return true;
  if (schema.type === 'STRUCT') return schema.fields.some((field) => hasNullableDefault(field.schema));
  if (schema.type === 'ARRAY') return hasNullableDefault(schema.valueSchema);
  return schema.type === 'MAP' && (hasNullableDefault(schema.keySchema) || hasNullableDefault(schema.valueSchema));
};

describe.each([
  ['Avro', avroConverter, {}],
  ['JSON Schema', jsonSchemaConverter, {}],
  ['JSON Schema with numeric decimals', jsonSchemaConverter, { 'decimal.format': 'NUMERIC' }],
])('%s', (name, plugin, config) => {
  const converter = plugin.create(
    {
      'schema.registry.url': `mock://${encodeURIComponent(name)}`,
      'ignore.default.for.nullables': 'true',
      'schemas.cache.config': '2',
      ...config,
    },
    false,
  );
  let topics = 0;

  test('gives back schema and value through a registry', async () => {
    await fc.assert(
      fc.asyncProperty(versioned, async ({ schema, value }) => {
        fc.pre(name === 'Avro' || !hasNullableDefault(schema));
        const topic = `t${topics++}`;
        const bytes = await whenReady(() => converter.fromConnectData(topic, schema, value));
        const read = await whenReady(() => converter.toConnectData(topic, bytes));
        expect(valuesEqual(read.value, value)).toBe(true);
        if (read.schema !== null && !schemasEqual(read.schema, schema)) expect(read.schema).toEqual(schema);
      }),
      { numRuns: 150 },
    );
  }, 30_000);
});
