import { createHash } from 'node:crypto';
import { Decimal } from '../../connect/decimal.ts';
import type { Schema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** Text that is the same for equal default values. */
const valueText = (value: ConnectValue | undefined): unknown => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object') return Object.is(value, -0) ? '-0' : value;
  if (value instanceof Uint8Array) return ['bytes', Buffer.from(value).toString('base64')];
  if (value instanceof Date) return ['date', value.getTime()];
  if (value instanceof Decimal) return ['decimal', String(value.unscaled), value.scale];
  if (value instanceof Struct) return ['struct', value.values.map(valueText)];
  if (Array.isArray(value)) return ['array', value.map(valueText)];
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return ['map', entries.map(([key, one]) => JSON.stringify([valueText(key), valueText(one)])).sort()];
};

const content = (schema: Schema): unknown => {
  switch (schema.type) {
    case 'STRUCT':
      return schema.fields.map(({ name, schema: field }) => [name, describe(field)]);
    case 'ARRAY':
      return describe(schema.valueSchema);
    case 'MAP':
      return [describe(schema.keySchema), describe(schema.valueSchema)];
    default:
      return null;
  }
};

const describe = (schema: Schema): unknown => [
  schema.type,
  schema.optional,
  schema.name ?? null,
  schema.version ?? null,
  schema.doc ?? null,
  Object.entries(schema.parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
  valueText(schema.defaultValue),
  content(schema),
];

/**
 * Gives schemas short names that are the same for equal ones, in every process; the absent one has none. Asked per record, so it
 * remembers.
 */
export const createSchemaFingerprints = (): ((schema: Schema | null) => string) => {
  const known = new WeakMap<Schema, string>();
  return (schema) => {
    if (schema === null) return '';
    const remembered = known.get(schema);
    if (remembered !== undefined) return remembered;
    const digest = createHash('sha256')
      .update(JSON.stringify(describe(schema)))
      .digest('base64url');
    const fingerprint = digest.slice(0, 16);
    known.set(schema, fingerprint);
    return fingerprint;
  };
};
