import {
  BOOLEAN_SCHEMA,
  FLOAT32_SCHEMA,
  FLOAT64_SCHEMA,
  INT16_SCHEMA,
  INT32_SCHEMA,
  INT64_SCHEMA,
  mapSchema,
  OPTIONAL_STRING_SCHEMA,
  type Schema,
  STRING_SCHEMA,
} from '../../../../connect/schema.ts';
import { Struct } from '../../../../connect/struct.ts';
import * as logical from '../../logical-schemas.ts';
import { binaryType, bitType } from './binary.ts';
import { parseHstore } from './hstore-text.ts';
import { intervalIso, intervalMicros } from './interval-text.ts';
import { moneyType, numericType, readLong } from './numbers.ts';
import { dateType, timestampType, timeType, zonedTimestampType, zonedTimeType } from './temporal.ts';
import type { TypeSettings, ValueType } from './value-type.ts';

/** Digits of a second's fraction where the column does not say. */
const MAX_PRECISION = 6;

const precisionOf = (modifier: number): number => (modifier < 0 ? MAX_PRECISION : modifier);
const asIs = (schema: Schema): ValueType => ({ schema, read: (text) => text });

const POINT = logical.point();

const readPoint = (text: string): Struct => {
  const [x = 0, y = 0] = text.slice(1, -1).split(',').map(Number);
  const wkb = Buffer.alloc(21);
  wkb.writeUInt8(1, 0);
  wkb.writeUInt32LE(1, 1);
  wkb.writeDoubleLE(x, 5);
  wkb.writeDoubleLE(y, 13);
  return new Struct(POINT, [x, y, wkb, null]);
};

const hstoreType = (mode: TypeSettings['hstore.handling.mode']): ValueType =>
  mode === 'map'
    ? { schema: mapSchema(STRING_SCHEMA, OPTIONAL_STRING_SCHEMA), read: parseHstore }
    : { schema: logical.json(), read: (text) => JSON.stringify(Object.fromEntries(parseHstore(text))) };

type TypeFactory = (settings: TypeSettings, modifier: number) => ValueType;

const text: TypeFactory = () => asIs(STRING_SCHEMA);
const number =
  (schema: Schema): TypeFactory =>
  () => ({ schema, read: Number });

/** By `pg_type.typname`: those of `PostgresValueConverter` in Debezium 3.6. */
const TYPES: Readonly<Record<string, TypeFactory>> = {
  bool: () => ({ schema: BOOLEAN_SCHEMA, read: (value) => value === 't' }),
  int2: number(INT16_SCHEMA),
  int4: number(INT32_SCHEMA),
  int8: () => ({ schema: INT64_SCHEMA, read: readLong }),
  oid: number(INT64_SCHEMA),
  float4: number(FLOAT32_SCHEMA),
  float8: number(FLOAT64_SCHEMA),
  numeric: (settings, modifier) => numericType(settings['decimal.handling.mode'], modifier),
  money: moneyType,
  bytea: (settings) => binaryType(settings['binary.handling.mode']),
  bit: (_settings, modifier) => bitType(modifier),
  varbit: (_settings, modifier) => bitType(modifier < 0 ? 2 ** 31 - 1 : modifier),
  date: (settings) => dateType(settings['time.precision.mode']),
  time: (settings, modifier) => timeType(settings['time.precision.mode'], precisionOf(modifier)),
  timetz: () => zonedTimeType(),
  timestamp: (settings, modifier) => timestampType(settings['time.precision.mode'], precisionOf(modifier)),
  timestamptz: (_settings, modifier) => zonedTimestampType(precisionOf(modifier)),
  interval: (settings) =>
    settings['interval.handling.mode'] === 'string'
      ? { schema: logical.isoInterval(), read: intervalIso }
      : { schema: logical.microDuration(), read: intervalMicros },
  json: () => asIs(logical.json()),
  jsonb: () => asIs(logical.json()),
  xml: () => asIs(logical.xml()),
  uuid: () => asIs(logical.uuid()),
  tsvector: () => asIs(logical.tsvector()),
  ltree: () => asIs(logical.ltree()),
  hstore: (settings) => hstoreType(settings['hstore.handling.mode']),
  point: () => ({ schema: POINT, read: readPoint }),
  text,
  varchar: text,
  bpchar: text,
  char: text,
  name: text,
  citext: text,
  inet: text,
  cidr: text,
  macaddr: text,
  macaddr8: text,
  int4range: text,
  int8range: text,
  numrange: text,
  tsrange: text,
  tstzrange: text,
  daterange: text,
};

/** Character types, as pgjdbc sees them. */
const TEXTS = new Set(['text', 'varchar', 'bpchar', 'char', 'name']);

export const isTextType = (typeName: string): boolean => TEXTS.has(typeName);

/** `undefined` for a type that Debezium leaves out. */
export const scalarType = (typeName: string, settings: TypeSettings, modifier: number): ValueType | undefined =>
  TYPES[typeName]?.(settings, modifier);
