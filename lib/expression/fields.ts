import { entryOf, isMap } from '../connect/connect-map.ts';
import type { Decimal } from '../connect/decimal.ts';
import type { Headers } from '../connect/header.ts';
import type { Schema } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import type { ConnectValue } from '../connect/value.ts';

/** What a part of a record is to an expression: integers are `bigint`, other numbers `number`. */
export type ExpressionValue =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Date
  | Decimal
  | readonly ExpressionValue[]
  | Fields;

type ReadField = (name: string) => ExpressionValue;

/**
 * Named parts, each read when an expression asks for it. A `Map` because that is what the evaluator reads through `get` and
 * never by property, so that no expression reaches a prototype.
 */
export class Fields extends Map<string, ExpressionValue> {
  /** What it stands for, to compare by. */
  readonly source: ConnectValue;
  readonly #read: ReadField;

  constructor(read: ReadField, source: ConnectValue = null) {
    super();
    this.#read = read;
    this.source = source;
  }

  override get(name: string): ExpressionValue {
    return this.#read(name);
  }
}

/** What an entry that is not there is: `undefined` is an error, as in CEL; `null` is as in Java's maps. */
export type Absent = null | undefined;

const elementOf = (schema: Schema | null): Schema | null =>
  schema?.type === 'ARRAY' || schema?.type === 'MAP' ? schema.valueSchema : null;

const isInteger = (schema: Schema | null, value: number): boolean =>
  schema === null ? Number.isSafeInteger(value) : schema.type !== 'FLOAT32' && schema.type !== 'FLOAT64';

const structFields = (struct: Struct, absent: Absent): Fields =>
  new Fields((name) => {
    const index = struct.schema.fieldIndex.get(name);
    const field = index === undefined ? undefined : struct.schema.fields[index];
    if (field === undefined) return undefined;
    return expressionValue(field.schema, struct.values[field.index] ?? field.schema.defaultValue ?? null, absent);
  }, struct);

/** A value as expressions see it; nothing is copied but arrays. */
export const expressionValue = (schema: Schema | null, value: ConnectValue, absent: Absent): ExpressionValue => {
  if (typeof value === 'number') return isInteger(schema, value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Struct) return structFields(value, absent);
  if (isMap(value)) {
    const has = (name: string): boolean => (value instanceof Map ? value.has(name) : Object.hasOwn(value, name));
    return new Fields(
      (name) => (has(name) ? expressionValue(elementOf(schema), entryOf(value, name), absent) : absent),
      value,
    );
  }
  return isList(value) ? value.map((one) => expressionValue(elementOf(schema), one, absent)) : value;
};

const isList = (value: object): value is readonly ConnectValue[] => Array.isArray(value);

/** A schema with the properties of `org.apache.kafka.connect.data.Schema`. */
export const schemaFields = (schema: Schema | null): Fields | null =>
  schema &&
  new Fields((name) => {
    if (name === 'version') return schema.version === undefined ? null : BigInt(schema.version);
    if (name === 'name' || name === 'doc') return schema[name] ?? null;
    if (name === 'type') return schema.type;
    if (name === 'optional') return schema.optional;
    return undefined;
  });

/** Headers by name, the last of a name counting, each with `value` and `schema`. */
export const headerFields = (headers: Headers, absent: Absent): Fields =>
  new Fields((name) => {
    const header = headers.findLast(({ key }) => key === name);
    if (header === undefined) return absent;
    return new Fields((part) => {
      if (part === 'value') return expressionValue(header.schema, header.value, absent);
      return part === 'schema' ? schemaFields(header.schema) : undefined;
    });
  });
