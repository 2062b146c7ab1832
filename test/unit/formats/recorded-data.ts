import { Decimal } from '../../../lib/connect/decimal.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';

/** A Connect schema as the fixture writes it. */
export interface RecordedSchema {
  readonly type: s.SchemaType;
  readonly optional?: boolean;
  readonly name?: string;
  readonly version?: number;
  readonly doc?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly default?: unknown;
  readonly fields?: ReadonlyArray<{ readonly name: string; readonly schema: RecordedSchema }>;
  readonly keys?: RecordedSchema;
  readonly values?: RecordedSchema;
}

const missing = (what: string): never => {
  throw new Error(`The fixture has a schema without ${what}`);
};

const bare = ({ type, fields, keys, values }: RecordedSchema, options: s.SchemaOptions): s.Schema => {
  if (type === 'STRUCT')
    return s.structSchema(
      (fields ?? []).map((field) => [field.name, recordedSchema(field.schema)]),
      options,
    );
  if (type === 'ARRAY') return s.arraySchema(recordedSchema(values ?? missing('values')), options);
  if (type === 'MAP')
    return s.mapSchema(recordedSchema(keys ?? missing('keys')), recordedSchema(values ?? missing('values')), options);
  return s.primitiveSchema(type, options);
};

export const recordedSchema = (recorded: RecordedSchema): s.Schema => {
  const { optional, name, version, doc, parameters } = recorded;
  const schema = bare(recorded, {
    ...(optional !== undefined && { optional }),
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(doc !== undefined && { doc }),
    ...(parameters !== undefined && { parameters }),
  });
  if (recorded.default === undefined) return schema;
  return s.withOptions(schema, { defaultValue: recordedValue(schema, recorded.default) });
};

const isPair = (value: unknown): value is readonly [unknown, unknown] => Array.isArray(value) && value.length === 2;

const marked = (value: object): ConnectValue => {
  if ('date' in value) return new Date(Number(value.date));
  if ('base64' in value) return Buffer.from(String(value.base64), 'base64');
  if ('unscaled' in value && 'scale' in value) return new Decimal(BigInt(String(value.unscaled)), Number(value.scale));
  throw new Error(`The fixture has a value that is not known: ${JSON.stringify(value)}`);
};

const integer = (text: string): number | bigint => {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
};

const ofList = (schema: s.Schema, list: readonly unknown[]): ConnectValue => {
  if (schema.type === 'STRUCT')
    return new Struct(
      schema,
      schema.fields.map((field, index) => recordedValue(field.schema, list[index])),
    );
  if (schema.type === 'ARRAY') return list.map((one) => recordedValue(schema.valueSchema, one));
  if (schema.type !== 'MAP') return missing('a list');
  return new Map(
    list
      .filter(isPair)
      .map(([key, value]) => [recordedValue(schema.keySchema, key), recordedValue(schema.valueSchema, value)]),
  );
};

/** A value of the fixture: integers of 64 bits and floating-point numbers are text there, structs and maps lists. */
export const recordedValue = (schema: s.Schema, value: unknown): ConnectValue => {
  if (Array.isArray(value)) return ofList(schema, value);
  if (typeof value === 'object' && value !== null) return marked(value);
  if (schema.type === 'INT64' && typeof value === 'string') return integer(value);
  if (/^FLOAT/.test(schema.type) && typeof value === 'string') return Number(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
};
