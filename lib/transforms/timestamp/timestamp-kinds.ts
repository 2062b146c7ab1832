import { ConnectError, DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import {
  DATE_NAME,
  dateSchema,
  TIME_NAME,
  TIMESTAMP_NAME,
  timeSchema,
  timestampSchema,
} from '../../connect/logical-types.ts';
import {
  INT64_SCHEMA,
  OPTIONAL_INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  type Schema,
  STRING_SCHEMA,
} from '../../connect/schema.ts';
import { schemaText } from '../../connect/schema-text.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** The forms in which a point in time may come and go; the values of `target.type`. */
export const TIMESTAMP_KINDS = ['string', 'unix', 'Date', 'Time', 'Timestamp'] as const;

export type TimestampKind = (typeof TIMESTAMP_KINDS)[number];

interface KindSchemas {
  readonly required: Schema;
  readonly optional: Schema;
}

const SCHEMAS: Readonly<Record<TimestampKind, KindSchemas>> = {
  string: { required: STRING_SCHEMA, optional: OPTIONAL_STRING_SCHEMA },
  unix: { required: INT64_SCHEMA, optional: OPTIONAL_INT64_SCHEMA },
  Date: { required: dateSchema(), optional: dateSchema({ optional: true }) },
  Time: { required: timeSchema(), optional: timeSchema({ optional: true }) },
  Timestamp: { required: timestampSchema(), optional: timestampSchema({ optional: true }) },
};

export const schemaOfKind = (kind: TimestampKind, optional: boolean): Schema =>
  SCHEMAS[kind][optional ? 'optional' : 'required'];

/** @throws ConnectError for a schema that no point in time has. */
export const kindOfSchema = (schema: Schema): TimestampKind => {
  if (schema.name === TIMESTAMP_NAME) return 'Timestamp';
  if (schema.name === DATE_NAME) return 'Date';
  if (schema.name === TIME_NAME) return 'Time';
  if (schema.type === 'STRING') return 'string';
  if (schema.type === 'INT64') return 'unix';
  throw new ConnectError(`Schema ${schemaText(schema)} does not correspond to a known timestamp type format`);
};

/** The form of a value without a schema. @throws DataError for one that is no point in time. */
export const kindOfValue = (value: ConnectValue): TimestampKind => {
  if (value instanceof Date) return 'Timestamp';
  if (typeof value === 'bigint' || Number.isInteger(value)) return 'unix';
  if (typeof value === 'string') return 'string';
  throw new DataError(`TimestampConverter does not support class ${javaClass(value)} objects as timestamps`);
};
