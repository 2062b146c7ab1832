import type { ParquetType, SchemaElement } from 'hyparquet';
import { DataError } from '../../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../../connect/logical-types.ts';
import type { PrimitiveType, Schema, StructSchema } from '../../../connect/schema.ts';
import { decimalPrecision } from '../../../formats/avro/connect-properties.ts';

type Element = Omit<SchemaElement, 'name' | 'repetition_type'>;

const PHYSICAL: Readonly<Record<PrimitiveType, ParquetType>> = {
  INT8: 'INT32',
  INT16: 'INT32',
  INT32: 'INT32',
  INT64: 'INT64',
  FLOAT32: 'FLOAT',
  FLOAT64: 'DOUBLE',
  BOOLEAN: 'BOOLEAN',
  STRING: 'BYTE_ARRAY',
  BYTES: 'BYTE_ARRAY',
};

/** Bytes that hold every unscaled value of so many digits. */
const decimalBytes = (precision: number): number => Math.ceil((precision * Math.log2(10) + 1) / 8);

const logical = (schema: Schema): Element | null => {
  switch (schema.name) {
    case DECIMAL_NAME: {
      const precision = decimalPrecision(schema);
      return {
        type: 'FIXED_LEN_BYTE_ARRAY',
        type_length: decimalBytes(precision),
        converted_type: 'DECIMAL',
        precision,
        scale: Number(schema.parameters?.scale),
      };
    }
    case DATE_NAME:
      return { type: 'INT32', converted_type: 'DATE' };
    case TIME_NAME:
      return { type: 'INT32', converted_type: 'TIME_MILLIS' };
    case TIMESTAMP_NAME:
      return { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' };
    default:
      return schema.type === 'STRING' ? { type: 'BYTE_ARRAY', converted_type: 'UTF8' } : null;
  }
};

const children = (schema: StructSchema): SchemaElement[] => {
  if (schema.fields.length === 0) throw new DataError(`Parquet cannot express a struct without fields: ${schema.name}`);
  return schema.fields.flatMap((field) => elements(field.name, field.schema));
};

/** Lists and maps have the three levels that the Parquet specification recommends. */
const elements = (name: string, schema: Schema): SchemaElement[] => {
  const node = { name, repetition_type: schema.optional ? ('OPTIONAL' as const) : ('REQUIRED' as const) };
  switch (schema.type) {
    case 'STRUCT':
      return [{ ...node, num_children: schema.fields.length }, ...children(schema)];
    case 'ARRAY':
      return [
        { ...node, converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        ...elements('element', schema.valueSchema),
      ];
    case 'MAP':
      return [
        { ...node, converted_type: 'MAP', num_children: 1 },
        { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
        ...elements('key', { ...schema.keySchema, optional: false }),
        ...elements('value', schema.valueSchema),
      ];
    default:
      return [{ ...node, ...(logical(schema) ?? { type: PHYSICAL[schema.type] }) }];
  }
};

/** The Parquet schema of a struct, depth first; follows what parquet-avro makes of Confluent's Avro schema. */
export const parquetSchema = (schema: StructSchema): SchemaElement[] => [
  { name: schema.name ?? 'ConnectDefault', num_children: schema.fields.length },
  ...children(schema),
];
