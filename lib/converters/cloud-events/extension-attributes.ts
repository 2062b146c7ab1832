import { DataError } from '../../connect/errors.ts';
import { primitiveSchema, type Schema, STRING_SCHEMA, type StructSchema } from '../../connect/schema.ts';
import type { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';

type Attribute = readonly [name: string, schema: Schema];

/** Names of attributes have letters and digits only: https://github.com/cloudevents/spec/blob/v1.0/spec.md#attribute-naming-convention */
const attributeName = (field: string): string => `iodebezium${field.replace(/[^A-Za-z0-9]/g, '')}`;

/** CloudEvents has no 64-bit integers: they are strings. */
const attributeType = ({ type }: Schema): 'BOOLEAN' | 'INT32' | 'STRING' => {
  switch (type) {
    case 'BOOLEAN':
      return 'BOOLEAN';
    case 'INT8':
    case 'INT16':
    case 'INT32':
      return 'INT32';
    case 'STRING':
    case 'INT64':
      return 'STRING';
    default:
      throw new DataError(`Source field of type ${type} cannot be converted into CloudEvents extension attribute.`);
  }
};

const TRANSACTION = ['id', 'total_order', 'data_collection_order'];

/** The attributes of the operation, of every field of `source`, and of the transaction, which may be missing. */
export const extensionAttributes = (source: StructSchema): readonly Attribute[] => [
  [attributeName('op'), STRING_SCHEMA],
  ...source.fields.map(
    ({ name, schema }): Attribute => [
      attributeName(name),
      primitiveSchema(attributeType(schema), { optional: schema.optional }),
    ],
  ),
  ...TRANSACTION.map((name): Attribute => [attributeName(`tx${name}`), primitiveSchema('STRING', { optional: true })]),
];

/** In the order of {@link extensionAttributes}. */
export const extensionValues = (
  op: ConnectValue,
  source: Struct,
  transaction: Struct | null,
): readonly ConnectValue[] => [
  op,
  ...source.schema.fields.map(({ schema }, index) => {
    const value = source.values[index] ?? schema.defaultValue ?? null;
    return schema.type === 'INT64' && value !== null ? String(value) : value;
  }),
  ...TRANSACTION.map((name) => {
    const value = transaction?.get(name) ?? null;
    return value === null ? null : String(value);
  }),
];
