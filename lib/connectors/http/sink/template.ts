import { DataError } from '../../../connect/errors.ts';
import { javaText } from '../../../connect/java-text.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { fieldOf, type Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue, SchemaAndValue } from '../../../connect/value.ts';

/** A text in which `${topic}`, `${key}`, `${key.<field>}` and `${<field>}` stand for parts of a record. */
export type Template = (record: SinkRecord) => string;

type Part = string | { readonly name: string };

const partsOf = (text: string): readonly Part[] =>
  text.split(/(\$\{[^}]+\})/).flatMap((part): readonly Part[] => {
    if (part === '') return [];
    return part.startsWith('${') && part.endsWith('}') ? [{ name: part.slice(2, -1).trim() }] : [part];
  });

const NOTHING: SchemaAndValue = { schema: null, value: null };

const memberSchema = (schema: Schema | null): Schema | null => (schema?.type === 'MAP' ? schema.valueSchema : null);

const member = ({ schema, value }: SchemaAndValue, name: string): SchemaAndValue => {
  if (value instanceof Struct) {
    const field = fieldOf(value.schema, name);
    return field === undefined ? NOTHING : { schema: field.schema, value: value.get(name) };
  }
  if (value instanceof Map) return { schema: memberSchema(schema), value: value.get(name) ?? null };
  const isObject = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  const entry = isObject ? Object.entries(value).find(([key]) => key === name) : undefined;
  const found: ConnectValue = entry?.[1] ?? null;
  return { schema: null, value: found };
};

const within = (root: SchemaAndValue, path: readonly string[]): SchemaAndValue => path.reduce(member, root);

const resolve = (record: SinkRecord, name: string): SchemaAndValue => {
  if (name === 'topic') return { schema: null, value: record.topic };
  const [first = '', ...path] = name.split('.');
  const key = { schema: record.keySchema, value: record.key };
  if (first === 'key') return within(key, path);
  return within({ schema: record.valueSchema, value: record.value }, [first, ...path]);
};

const textOf = (record: SinkRecord, name: string): string => {
  const { schema, value } = resolve(record, name);
  if (value === null) throw new DataError(`\${${name}} stands for nothing in this record`);
  return javaText(schema, value);
};

/** What is put in is encoded, so that a value can't name another address than the template does. */
const filled = (parts: readonly Part[], encode: (text: string) => string): Template => {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'string') return () => only;
  return (record) =>
    parts.map((part) => (typeof part === 'string' ? part : encode(textOf(record, part.name)))).join('');
};

/** @throws DataError (when filled) where the record lacks what is named. */
export const urlTemplate = (text: string): Template => filled(partsOf(text), encodeURIComponent);

export const textTemplate = (text: string): Template => filled(partsOf(text), (value) => value);

/** Whether the record's key, or a field of it, is part of the text. */
export const namesKey = (text: string): boolean => /\$\{\s*key\s*[.}]/.test(text);
