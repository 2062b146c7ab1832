import { Decimal } from '../../connect/decimal.ts';
import { DECIMAL_NAME } from '../../connect/logical-types.ts';
import type { Schema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';

/**
 * What stands for a value that the log left out because it did not change (TOAST); follows `UnchangedToastedPlaceholder`.
 * Types that have no such value get `null`, or their zero where they are not optional.
 */
export const unavailableValue = (schema: Schema, placeholder: string): ConnectValue => {
  const bytes = Buffer.from(placeholder, 'utf8');
  if (schema.type === 'STRING') return placeholder;
  if (schema.type === 'BYTES' && schema.name === undefined) return bytes;
  if (schema.type === 'MAP') return new Map([[placeholder, placeholder]]);
  if (schema.type !== 'ARRAY') return null;
  if (/^INT(16|32|64)$/.test(schema.valueSchema.type)) return [...bytes];
  const element = unavailableValue(schema.valueSchema, placeholder);
  return element === null ? null : [element];
};

const ZEROS: Readonly<Record<string, ConnectValue>> = { BOOLEAN: false, STRING: '', BYTES: new Uint8Array(0) };
const ZERO_TEXTS: Readonly<Record<string, string>> = {
  'io.debezium.time.ZonedTimestamp': '1970-01-01T00:00:00Z',
  'io.debezium.time.ZonedTime': '00:00:00Z',
};

/**
 * What stands for `null` in a column that may not be null: old rows carry only their keys, and their other fields must be
 * filled all the same; follows the fall-backs of `io.debezium.jdbc.JdbcValueConverters`.
 */
export const zeroValue = (schema: Schema): ConnectValue => {
  if (schema.defaultValue !== undefined) return schema.defaultValue;
  if (schema.name === DECIMAL_NAME) return new Decimal(0n, Number(schema.parameters?.scale ?? 0));
  if (schema.type === 'ARRAY') return [];
  if (schema.type === 'MAP') return new Map();
  if (schema.type === 'STRUCT')
    return new Struct(
      schema,
      schema.fields.map((field) => (field.schema.optional ? null : zeroValue(field.schema))),
    );
  return ZERO_TEXTS[schema.name ?? ''] ?? ZEROS[schema.type] ?? 0;
};
