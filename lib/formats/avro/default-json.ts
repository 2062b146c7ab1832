import { asBuffer } from '../../connect/as-buffer.ts';
import { Decimal } from '../../connect/decimal.ts';
import { decimalScale, decimalToBytes } from '../../connect/decimal-bytes.ts';
import { DataError } from '../../connect/errors.ts';
import { DATE_NAME, TIME_NAME } from '../../connect/logical-types.ts';
import { daysOf, millisOf, millisOfDay } from '../../connect/logical-values.ts';
import type { MapSchema, Schema, StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { AvroJson } from './avro-json.ts';
import { type AvroOptions, isAvroMap } from './avro-options.ts';
import { avroName, isUnionStruct } from './names.ts';

/** Avro writes the bytes of a default as the code points of a string. */
const bytesText = (bytes: Uint8Array): string => asBuffer(bytes).toString('latin1');

const dateNumber = (schema: Schema, date: Date): number => {
  if (schema.name === DATE_NAME) return daysOf(date);
  return schema.name === TIME_NAME ? millisOfDay(date) : millisOf(date);
};

const structJson = (schema: StructSchema, value: Struct, options: AvroOptions): AvroJson => {
  const json = (name: string, field: Schema): AvroJson => defaultJson(field, value.get(name), options);
  const [first] = schema.fields;
  // Avro wants the default of a union's first member.
  const isUnion: boolean = isUnionStruct(schema);
  if (isUnion) return first === undefined ? null : json(first.name, first.schema);
  return Object.fromEntries(
    schema.fields.map((field) => [avroName(field.name, options), json(field.name, field.schema)]),
  );
};

const mapJson = (schema: MapSchema, value: ReadonlyMap<ConnectValue, ConnectValue>, options: AvroOptions): AvroJson => {
  const entries = Array.from(value, ([key, element]) => ({
    key: defaultJson(schema.keySchema, key, options),
    value: defaultJson(schema.valueSchema, element, options),
  }));
  // The original writes pairs here, which no reader of Avro accepts as the entries' records.
  return isAvroMap(schema, options)
    ? Object.fromEntries(entries.map(({ key, value: element }) => [String(key), element]))
    : entries;
};

/**
 * A default as Avro's JSON has it.
 *
 * @throws DataError when the value is not of the schema.
 */
export const defaultJson = (schema: Schema, value: ConnectValue, options: AvroOptions): AvroJson => {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Uint8Array) return bytesText(value);
  if (value instanceof Decimal) return bytesText(decimalToBytes(value, decimalScale(schema)));
  if (value instanceof Date) return dateNumber(schema, value);
  if (schema.type === 'STRUCT' && value instanceof Struct) return structJson(schema, value, options);
  if (schema.type === 'MAP' && value instanceof Map) return mapJson(schema, value, options);
  if (schema.type === 'ARRAY' && Array.isArray(value))
    return value.map((element: ConnectValue) => defaultJson(schema.valueSchema, element, options));
  throw new DataError(`Invalid type used for default value of ${schema.type} field`);
};
