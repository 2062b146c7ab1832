import { fieldOf, type Schema, type StructSchema } from '../../connect/schema.ts';
import type { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { type FieldPath, findField } from '../record/field-path.ts';
import { perSchema } from '../record/per-schema.ts';

/** A value of an event, with its schema. */
interface PayloadField {
  readonly schema: Schema;
  read(value: ConnectValue): ConnectValue;
}

/** `change` on the way stands for the row after the change, or before a deletion. */
const replaced = (path: FieldPath, row: 'before' | 'after'): FieldPath => {
  const [first, ...rest] = path.map((name, at) => (name === 'change' && at < path.length - 1 ? row : name));
  return [first ?? '', ...rest];
};

const parsePath = (text: string): FieldPath => {
  const [first = '', ...rest] = text.split('.').map((name) => name.trim());
  return [first, ...rest];
};

/** Finds those fields of events that are there, by paths such as `source.table` and `change.name`. */
export const createPayloadFields = (texts: readonly string[]): ((event: Struct) => readonly PayloadField[]) => {
  const paths = texts.map(parsePath);
  const foundIn = (schema: StructSchema, row: 'before' | 'after'): readonly PayloadField[] =>
    paths.flatMap((path) => findField(schema, replaced(path, row), true) ?? []);
  const compiled = perSchema((schema: StructSchema) => ({
    op: fieldOf(schema, 'op')?.index ?? -1,
    ofDeletions: foundIn(schema, 'before'),
    ofOthers: foundIn(schema, 'after'),
  }));
  return ({ schema, values }) => {
    const { op, ofDeletions, ofOthers } = compiled(schema);
    return values[op] === 'd' ? ofDeletions : ofOthers;
  };
};
