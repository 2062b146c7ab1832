import {
  type ArraySchema,
  arraySchema,
  BYTES_SCHEMA,
  FLOAT32_SCHEMA,
  FLOAT64_SCHEMA,
  INT32_SCHEMA,
  OPTIONAL_BYTES_SCHEMA,
  OPTIONAL_INT32_SCHEMA,
  type PrimitiveSchema,
  type PrimitiveType,
  primitiveSchema,
  type StructSchema,
  structSchema,
} from '../../connect/schema.ts';

/** The logical types of `io.debezium.time` and `io.debezium.data`, version 1 all of them. */
const logical =
  (type: PrimitiveType, name: string) =>
  (parameters?: Readonly<Record<string, string>>): PrimitiveSchema =>
    primitiveSchema(type, { name, version: 1, parameters });

/** Days since 1970-01-01. */
export const debeziumDate = logical('INT32', 'io.debezium.time.Date');
/** Milliseconds past midnight. */
export const debeziumTime = logical('INT32', 'io.debezium.time.Time');
export const microTime = logical('INT64', 'io.debezium.time.MicroTime');
export const nanoTime = logical('INT64', 'io.debezium.time.NanoTime');
/** Milliseconds since the epoch, of a timestamp without time zone. */
export const debeziumTimestamp = logical('INT64', 'io.debezium.time.Timestamp');
export const microTimestamp = logical('INT64', 'io.debezium.time.MicroTimestamp');
export const nanoTimestamp = logical('INT64', 'io.debezium.time.NanoTimestamp');
export const zonedTime = logical('STRING', 'io.debezium.time.ZonedTime');
export const zonedTimestamp = logical('STRING', 'io.debezium.time.ZonedTimestamp');
export const isoDate = logical('STRING', 'io.debezium.time.IsoDate');
export const isoTime = logical('STRING', 'io.debezium.time.IsoTime');
export const isoTimestamp = logical('STRING', 'io.debezium.time.IsoTimestamp');
/** Microseconds, a month counted as a twelfth of 365.25 days. */
export const microDuration = logical('INT64', 'io.debezium.time.MicroDuration');
/** ISO 8601: `P1Y2M3DT4H5M6.789S`. */
export const isoInterval = logical('STRING', 'io.debezium.time.Interval');
export const year = logical('INT32', 'io.debezium.time.Year');
export const json = logical('STRING', 'io.debezium.data.Json');
export const xml = logical('STRING', 'io.debezium.data.Xml');
export const uuid = logical('STRING', 'io.debezium.data.Uuid');
export const tsvector = logical('STRING', 'io.debezium.data.Tsvector');
export const ltree = logical('STRING', 'io.debezium.data.Ltree');

export const enumeration = (allowed: readonly string[]): PrimitiveSchema =>
  logical('STRING', 'io.debezium.data.Enum')({ allowed: allowed.join(',') });

export const enumerationSet = (allowed: readonly string[]): PrimitiveSchema =>
  logical('STRING', 'io.debezium.data.EnumSet')({ allowed: allowed.join(',') });

/** Little-endian bytes of a bit string, without trailing zeros. */
export const bits = (length: number): PrimitiveSchema =>
  logical('BYTES', 'io.debezium.data.Bits')({ length: String(length) });

/** A decimal whose scale is the value's own. */
export const variableScaleDecimal = (): StructSchema =>
  structSchema(
    [
      ['scale', INT32_SCHEMA],
      ['value', BYTES_SCHEMA],
    ],
    { name: 'io.debezium.data.VariableScaleDecimal', version: 1, doc: 'Variable scaled decimal' },
  );

/** A shape as "well-known binary", and the number of its reference system. */
export const geometry = (): StructSchema =>
  structSchema(
    [
      ['wkb', BYTES_SCHEMA],
      ['srid', OPTIONAL_INT32_SCHEMA],
    ],
    { name: 'io.debezium.data.geometry.Geometry', version: 1, doc: 'Geometry' },
  );

export const floatVector = (): ArraySchema =>
  arraySchema(FLOAT32_SCHEMA, { name: 'io.debezium.data.FloatVector', version: 1 });

export const point = (): StructSchema =>
  structSchema(
    [
      ['x', FLOAT64_SCHEMA],
      ['y', FLOAT64_SCHEMA],
      ['wkb', OPTIONAL_BYTES_SCHEMA],
      ['srid', OPTIONAL_INT32_SCHEMA],
    ],
    { name: 'io.debezium.data.geometry.Point', version: 1, doc: 'Geometry (POINT)' },
  );
