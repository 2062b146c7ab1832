import { decimalFromBytes, decimalScale } from '../../connect/decimal-bytes.ts';
import { DataError } from '../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import { dateFromDays, timeFromMillis, timestampFromMillis } from '../../connect/logical-values.ts';
import type { Schema, StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { type AvroJson, isAvroList, isAvroObject } from './avro-json.ts';
import { type AvroNode, optionalBranch } from './avro-node.ts';
import type { AvroOptions } from './avro-options.ts';
import { avroName } from './names.ts';

const NOT_FINITE: ReadonlySet<AvroJson> = new Set(['NaN', 'Infinity', '-Infinity']);

const invalid = (schema: Schema, json: AvroJson): DataError =>
  new DataError(`Invalid default for ${schema.type}: ${typeof json}`);

const logical = (schema: Schema, value: number | bigint): ConnectValue => {
  switch (schema.name) {
    case DATE_NAME:
      return dateFromDays(Number(value));
    case TIME_NAME:
      return timeFromMillis(Number(value));
    case TIMESTAMP_NAME:
      return timestampFromMillis(Number(value));
    default:
      return value;
  }
};

const numberOf = (schema: Schema, json: AvroJson): ConnectValue => {
  if (schema.type.startsWith('FLOAT') && NOT_FINITE.has(json)) return Number(json);
  if (typeof json !== 'number' && typeof json !== 'bigint') throw invalid(schema, json);
  if (schema.type === 'FLOAT32') return Math.fround(Number(json));
  return schema.type === 'FLOAT64' ? Number(json) : logical(schema, json);
};

const bytesOf = (schema: Schema, json: AvroJson): ConnectValue => {
  if (typeof json !== 'string') throw invalid(schema, json);
  const bytes = Buffer.from(json, 'latin1');
  return schema.name === DECIMAL_NAME ? decimalFromBytes(bytes, decimalScale(schema)) : bytes;
};

const structOf = (node: AvroNode, schema: StructSchema, json: AvroJson, options: AvroOptions): ConnectValue => {
  if (node.kind !== 'record' || !isAvroObject(json)) throw invalid(schema, json);
  const nodes = new Map(node.fields.map((field) => [field.name, field]));
  return new Struct(
    schema,
    schema.fields.map((field) => {
      const own = nodes.get(avroName(field.name, options));
      const given = json[own?.name ?? ''] ?? own?.defaultJson ?? null;
      return own === undefined ? null : readDefault(own.node, field.schema, given, options);
    }),
  );
};

const entriesOf = (node: AvroNode, schema: Schema & { type: 'MAP' }, json: AvroJson, options: AvroOptions) => {
  if (node.kind === 'map' && isAvroObject(json))
    return Object.entries(json).map(
      ([key, value]) => [key, readDefault(node.values, schema.valueSchema, value, options)] as const,
    );
  const entry = node.kind === 'array' && node.items.kind === 'record' ? node.items : undefined;
  const [key, value] = entry?.fields ?? [];
  if (key === undefined || value === undefined || !isAvroList(json)) throw invalid(schema, json);
  return json.map((one) => {
    // Confluent's converter writes pairs, the specification wants records.
    const [first = null, second = null] = isAvroList(one) ? one : isAvroObject(one) ? [one.key, one.value] : [];
    return [
      readDefault(key.node, schema.keySchema, first, options),
      readDefault(value.node, schema.valueSchema, second, options),
    ] as const;
  });
};

/**
 * A default in Avro's JSON as a value of the schema that its type became; follows `AvroData.defaultValueFromAvro`.
 *
 * @throws DataError when it is not of the schema.
 */
export const readDefault = (node: AvroNode, schema: Schema, json: AvroJson, options: AvroOptions): ConnectValue => {
  if (json === null) return null;
  if (node.kind === 'union') {
    const only = optionalBranch(node);
    const [first] = node.branches;
    if (only !== undefined) return readDefault(only, schema, json, options);
    const member = schema.type === 'STRUCT' ? schema.fields[0]?.schema : undefined;
    if (first === undefined || member === undefined || schema.type !== 'STRUCT') throw invalid(schema, json);
    const value = readDefault(first, member, json, options);
    return new Struct(
      schema,
      schema.fields.map((_, index) => (index === 0 ? value : null)),
    );
  }
  switch (schema.type) {
    case 'STRUCT':
      return structOf(node, schema, json, options);
    case 'ARRAY':
      if (node.kind !== 'array' || !isAvroList(json)) throw invalid(schema, json);
      return json.map((element) => readDefault(node.items, schema.valueSchema, element, options));
    case 'MAP':
      return new Map(entriesOf(node, schema, json, options));
    case 'BYTES':
      return bytesOf(schema, json);
    case 'STRING':
      if (typeof json !== 'string') throw invalid(schema, json);
      return json;
    case 'BOOLEAN':
      if (typeof json !== 'boolean') throw invalid(schema, json);
      return json;
    default:
      return numberOf(schema, json);
  }
};
