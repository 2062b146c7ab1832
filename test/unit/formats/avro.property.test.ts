import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schemasEqual, valuesEqual } from '../../../lib/connect/equality.ts';
import type { Schema } from '../../../lib/connect/schema.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { type AvroOptions, DEFAULT_AVRO_OPTIONS } from '../../../lib/formats/avro/avro-options.ts';
import { createAvroReader } from '../../../lib/formats/avro/avro-reader.ts';
import { createAvroWriter } from '../../../lib/formats/avro/avro-writer.ts';
import { fromConnectSchema } from '../../../lib/formats/avro/from-connect-schema.ts';
import { parseAvroSchema } from '../../../lib/formats/avro/parse-schema.ts';
import { schemaless } from '../connect/arbitraries.ts';
import { namedSchemaAndValue } from '../connect/distinct-names.ts';

const options: AvroOptions = { ...DEFAULT_AVRO_OPTIONS, ignoreDefaultForNullables: true };

const roundTrip = (schema: Schema | null, value: ConnectValue) => {
  const json = fromConnectSchema(schema, options);
  const bytes = createAvroWriter(schema, parseAvroSchema(json), options)(value);
  return createAvroReader(parseAvroSchema(json), options)(bytes);
};

describe('Avro', () => {
  test('gives back schema and value', () => {
    fc.assert(
      fc.property(namedSchemaAndValue, ({ schema, value }) => {
        const read = roundTrip(schema, value);
        expect(valuesEqual(read.value, value)).toBe(true);
        if (!schemasEqual(read.schema ?? schema, schema)) expect(read.schema).toEqual(schema);
      }),
      { numRuns: 500 },
    );
  });

  test('gives back values without a schema', () => {
    fc.assert(
      fc.property(schemaless, (value) => {
        expect(valuesEqual(roundTrip(null, value).value, value)).toBe(true);
      }),
    );
  });
});
