import { ConfigError } from '../../connect/errors.ts';
import { fieldOf, type Schema, type StructSchema, withOptions } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { basicsOf } from '../record/struct-fields.ts';

/** A part of an envelope to be added to a record; follows Debezium's `FieldReference`. */
export interface FieldReference {
  /** The struct it is in, such as `source`; `null` for the envelope itself. */
  readonly struct: string | null;
  readonly field: string;
  /** What it is called where it is added. */
  readonly newName: string;
}

const OF_ENVELOPE = new Set(['op', 'ts_ms', 'ts_us', 'ts_ns']);
const OF_TRANSACTION = new Set(['id', 'total_order', 'data_collection_order']);

const usualStruct = (field: string): string | null => {
  if (OF_ENVELOPE.has(field)) return null;
  if (OF_TRANSACTION.has(field)) return 'transaction';
  return field === 'updateDescription' ? field : 'source';
};

/** Reads `op`, `source.ts_ms` or either with a new name after a colon. @throws ConfigError */
export const parseFieldReference =
  (prefix: string) =>
  (text: string): FieldReference => {
    const [path = '', newName, ...more] = text.split(':');
    if (more.length > 0) throw new ConfigError(`Unexpected field name: ${text}`);
    const [first = '', second] = path.split('.');
    const field = second ?? first;
    const struct = second === undefined ? usualStruct(field) : first;
    return { struct, field, newName: prefix + (newName ?? (second === undefined ? field : `${first}_${second}`)) };
  };

/** Where a reference leads in envelopes of a schema. */
export interface FoundReference {
  readonly newName: string;
  /** Optional, whatever it was. */
  readonly schema: Schema;
  read(envelope: Struct): ConnectValue;
}

const optional = (schema: Schema): Schema =>
  withOptions(schema, { ...basicsOf(schema), optional: true, defaultValue: undefined });

/** Finds the field in its struct or else in the envelope, where another transformation may have put it. */
export const findReference = (
  envelope: StructSchema,
  { struct, field, newName }: FieldReference,
): FoundReference | undefined => {
  const parent = struct === null ? undefined : fieldOf(envelope, struct);
  const nested = parent?.schema.type === 'STRUCT' ? fieldOf(parent.schema, field) : undefined;
  if (parent !== undefined && nested !== undefined)
    return {
      newName,
      schema: optional(nested.schema),
      read: ({ values }) => {
        const inner = values[parent.index];
        return inner instanceof Struct ? (inner.values[nested.index] ?? null) : null;
      },
    };
  const own = fieldOf(envelope, field);
  return own && { newName, schema: optional(own.schema), read: ({ values }) => values[own.index] ?? null };
};
