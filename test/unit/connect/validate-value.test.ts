import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { DataError } from '../../../lib/connect/errors.ts';
import { decimalSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { validateValue } from '../../../lib/connect/validate-value.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { schemaAndValue } from './arbitraries.ts';

test('takes every value of its schema', () => {
  fc.assert(fc.property(schemaAndValue, ({ schema, value }) => validateValue(schema, value)));
});

const struct = s.structSchema([['one', s.STRING_SCHEMA]]);
const withDefault = s.structSchema([['one', s.primitiveSchema('STRING', { defaultValue: 'x' })]]);

test.each<readonly [s.Schema, ConnectValue, string]>([
  [s.INT8_SCHEMA, 'x', 'Invalid Java object for schema with type INT8: class java.lang.String'],
  [s.INT8_SCHEMA, 128, 'Invalid Java object for schema with type INT8: class java.lang.Short'],
  [s.INT32_SCHEMA, 0.5, 'Invalid Java object for schema with type INT32: class java.lang.Double'],
  [s.INT64_SCHEMA, 2n ** 63n, 'Invalid Java object for schema with type INT64: class java.math.BigInteger'],
  [s.BYTES_SCHEMA, Decimal.parse('1'), 'Invalid Java object for schema with type BYTES: class java.math.BigDecimal'],
  [s.STRING_SCHEMA, null, 'Invalid value: null used for required field: "null", schema type: STRING'],
  [
    timestampSchema(),
    5,
    'Invalid Java object for schema "org.apache.kafka.connect.data.Timestamp" with type INT64: class java.lang.Byte',
  ],
  [
    decimalSchema(2),
    Uint8Array.of(1),
    'Invalid Java object for schema "org.apache.kafka.connect.data.Decimal" with type BYTES: class [B',
  ],
  [struct, new Struct(struct, [null]), 'Invalid value: null used for required field: "one", schema type: STRING'],
  [
    struct,
    new Struct(struct, [1]),
    'Invalid Java object for schema with type STRING: class java.lang.Byte for field: "one"',
  ],
  [struct, new Struct(withDefault, ['x']), 'Struct schemas do not match.'],
  [s.arraySchema(s.INT8_SCHEMA), [1, null], 'Invalid value: null used for required field: "null", schema type: INT8'],
  [
    s.mapSchema(s.STRING_SCHEMA, s.INT8_SCHEMA),
    new Map([[1, 1]]),
    'Invalid Java object for schema with type STRING: class java.lang.Byte',
  ],
  [
    s.mapSchema(s.STRING_SCHEMA, s.INT8_SCHEMA),
    { a: 1 },
    'Invalid Java object for schema with type MAP: class java.util.HashMap',
  ],
])('%#: %s', (schema, value, message) => {
  expect(() => validateValue(schema, value)).toThrow(new DataError(message));
});

test('a default makes up for a missing field', () => {
  expect(() => validateValue(withDefault, new Struct(withDefault, [null]))).not.toThrow();
});

test('the field is named', () => {
  expect(() => validateValue(s.INT8_SCHEMA, null, 'f')).toThrow(
    'Invalid value: null used for required field: "f", schema type: INT8',
  );
});
