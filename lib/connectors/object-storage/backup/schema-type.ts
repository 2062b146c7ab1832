import type { RawConfig } from '../../../connect/connector.ts';

/** Neither schema nor value. */
export const NO_TYPE = 'NONE';
/** JSON without a schema, as text. */
export const SCHEMALESS = 'JSON_SCHEMALESS';
/** JSON of a schema and a payload. */
export const EMBEDDED_SCHEMA = 'JSON_EMBEDDED_SCHEMA';

const KAFKA = 'org.apache.kafka.connect';
const JSON_CONVERTER = `${KAFKA}.json.JsonConverter`;

const TYPES: ReadonlyMap<string, string> = new Map([
  [`${KAFKA}.storage.StringConverter`, 'STRING'],
  [`${KAFKA}.converters.ByteArrayConverter`, 'BYTES'],
  [`${KAFKA}.converters.ShortConverter`, 'INT16'],
  [`${KAFKA}.converters.IntegerConverter`, 'INT32'],
  [`${KAFKA}.converters.LongConverter`, 'INT64'],
  [`${KAFKA}.converters.FloatConverter`, 'FLOAT32'],
  [`${KAFKA}.converters.DoubleConverter`, 'FLOAT64'],
  [`${KAFKA}.converters.BooleanConverter`, 'BOOLEAN'],
]);

/** Converters whose records can be backed up whole: those without a schema registry. */
export const backupConverters: readonly string[] = [...TYPES.keys(), JSON_CONVERTER];

/** What envelopes call the keys or values of a converter; follows Confluent's `ConverterTypeDetector`. */
export const schemaTypeOf = (raw: RawConfig, converter: 'key.converter' | 'value.converter'): string => {
  const className = raw[converter] ?? '';
  if (className !== JSON_CONVERTER) return TYPES.get(className) ?? 'UNKNOWN';
  return raw[`${converter}.schemas.enable`]?.toLowerCase() === 'false' ? SCHEMALESS : EMBEDDED_SCHEMA;
};
