import { types } from 'cassandra-driver';
import { Decimal } from '../../../../connect/decimal.ts';
import { DataError } from '../../../../connect/errors.ts';
import { DATE_NAME, TIME_NAME } from '../../../../connect/logical-types.ts';
import type { Schema } from '../../../../connect/schema.ts';
import { Struct } from '../../../../connect/struct.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import { CONSISTENCY_LEVELS, type TableMapping } from '../mapping/table-mapping.ts';
import { PARAMETER, queryParameters } from '../query-parameters.ts';
import { read, type View, viewOf } from '../record-fields.ts';
import { writeTimeOf } from '../write-time.ts';
import type { Bind } from './bind.ts';

const dateOf = (date: Date, schema: Schema | null): unknown => {
  if (schema?.name === DATE_NAME)
    return new types.LocalDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  return schema?.name === TIME_NAME ? types.LocalTime.fromMilliseconds(date.getTime()) : date;
};

/** The driver's value for a parameter whose type only the server knows; the driver turns it into that type, or refuses. */
const natural = (value: ConnectValue, schema: Schema | null): unknown => {
  if (typeof value === 'bigint' || value instanceof Decimal) return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (value instanceof Date) return dateOf(value, schema);
  if (value instanceof Struct)
    return Object.fromEntries(
      value.schema.fields.map((field) => [field.name, natural(value.values[field.index] ?? null, field.schema)]),
    );
  if (Array.isArray(value)) {
    const of = schema?.type === 'ARRAY' ? schema.valueSchema : null;
    return value.map((one: ConnectValue) => natural(one, of));
  }
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [natural(key, null), natural(one, null)]));
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([key, one]) => [key, natural(one, null)]));
  return value;
};

/** Rows of the user's own statement, whose named parameters the mapping gives. */
export const createBindQuery = (mapping: TableMapping, query: string): Bind => {
  const nothing = mapping.nullToUnset ? types.unset : null;

  const parameter = (view: View, { column, source }: TableMapping['columns'][number]): unknown => {
    if (source.kind === 'now') return types.TimeUuid.now();
    const found = read(view, source);
    if (found === undefined && !(source.part === 'value' && view.record.value === null))
      throw new DataError(
        `Required field '${source.part}.${source.path}' (mapped to column ${column}) was missing from record.`,
      );
    const value = found?.value ?? null;
    return value === null ? nothing : natural(value, found?.schema ?? null);
  };

  // By their places: by name the driver would take one for each, and fold its case.
  const order = queryParameters(query);
  const text = query.replaceAll(PARAMETER, (found) => (found.startsWith(':') ? '?' : found));
  const sources = new Map(mapping.columns.map((entry) => [entry.column, entry]));
  return (record) => {
    const view = viewOf(record, { key: true, value: true });
    const params = order.map((name) => {
      const entry = sources.get(name);
      return entry === undefined ? nothing : parameter(view, entry);
    });
    return {
      record,
      query: text,
      params,
      partition: null,
      key: null,
      timestampAt: -1,
      timestamp: writeTimeOf(record),
      consistency: CONSISTENCY_LEVELS[mapping.consistency],
      isIdempotent: false,
    };
  };
};
