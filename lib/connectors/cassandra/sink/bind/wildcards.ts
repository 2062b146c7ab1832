import { types } from 'cassandra-driver';
import { DataError } from '../../../../connect/errors.ts';
import type { Schema, StructSchema } from '../../../../connect/schema.ts';
import { Struct } from '../../../../connect/struct.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import type { TableMapping } from '../mapping/table-mapping.ts';
import { fieldAt, fieldNames, type View } from '../record-fields.ts';
import { resolveName, type TableInfo } from '../table-info.ts';
import { columnEncoder, type EncodeColumn } from './columns.ts';

/** Fields that no column of the table stands for. */
export class UnknownColumnsError extends DataError {
  readonly fields: ReadonlyArray<readonly [name: string, schema: Schema | null]>;

  constructor(table: TableInfo, fields: UnknownColumnsError['fields']) {
    super(`Table ${table.keyspace}.${table.name} has no column for ${fields.map(([name]) => name).join(', ')}`);
    this.fields = fields;
  }
}

/** Puts the fields of a record's parts into the columns of the same names. */
export type FillNamesakes = (view: View, params: unknown[]) => void;

interface Target {
  readonly at: number;
  readonly encode: EncodeColumn;
}

export const createFillNamesakes = (
  table: TableInfo,
  mapping: TableMapping,
  places: ReadonlyMap<string, number>,
): FillNamesakes => {
  const targets = new Map<string, Target | null>();
  const ofSchema = new WeakMap<StructSchema, ReadonlyArray<Target | null>>();
  const explicit = new Set(mapping.columns.map(({ column }) => column));
  const nothing = mapping.nullToUnset ? types.unset : null;

  const find = (field: string): Target | null => {
    const name = resolveName(field, mapping.foldsCase, (candidate) => places.has(candidate));
    const at = name === undefined ? undefined : places.get(name);
    if (name === undefined || at === undefined) return null;
    return { at, encode: columnEncoder(name, table, mapping.codec) };
  };
  const targetOf = (field: string): Target | null => {
    const known = targets.get(field);
    if (known !== undefined) return known;
    const found = find(field);
    targets.set(field, found);
    return found;
  };

  const put = (params: unknown[], { at, encode }: Target, value: ConnectValue, schema: Schema | null): void => {
    params[at] = value === null ? nothing : encode(value, schema);
  };

  const structTargets = (schema: StructSchema): ReadonlyArray<Target | null> => {
    const known = ofSchema.get(schema);
    if (known !== undefined) return known;
    const found = schema.fields.map(({ name }) => targetOf(name));
    const unknown = schema.fields.filter(({ name, index }) => found[index] === null && !explicit.has(name));
    if (unknown.length > 0)
      throw new UnknownColumnsError(
        table,
        unknown.map(({ name, schema: own }) => [name, own]),
      );
    ofSchema.set(schema, found);
    return found;
  };

  const fillStruct = (struct: Struct, params: unknown[]): void => {
    const found = structTargets(struct.schema);
    for (const { index, schema } of struct.schema.fields) {
      const target = found[index];
      if (target) put(params, target, struct.values[index] ?? schema.defaultValue ?? null, schema);
    }
  };

  const fillObject = (value: ConnectValue, params: unknown[]): void => {
    const names = fieldNames(value);
    const unknown = names.filter((name) => targetOf(name) === null && !explicit.has(name));
    if (unknown.length > 0)
      throw new UnknownColumnsError(
        table,
        unknown.map((name) => [name, null]),
      );
    for (const name of names) {
      const target = targetOf(name);
      if (target !== null) put(params, target, fieldAt(value, name)?.value ?? null, null);
    }
  };

  // Parts that come first win, so they are filled in last.
  const parts = mapping.wildcards.toReversed();
  return (view, params) => {
    for (const part of parts) {
      const value = part === 'key' ? view.key : view.value;
      if (value instanceof Struct) fillStruct(value, params);
      else fillObject(value, params);
    }
  };
};
