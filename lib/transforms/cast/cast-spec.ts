import { ConfigError } from '../../connect/errors.ts';
import type { PrimitiveType, SchemaType } from '../../connect/schema.ts';

/** What values can be cast to. */
export type CastType = Exclude<PrimitiveType, 'BYTES'>;

const CAST_TYPES = ['INT8', 'INT16', 'INT32', 'INT64', 'FLOAT32', 'FLOAT64', 'BOOLEAN', 'STRING'] as const;
const OTHER_TYPES: readonly Exclude<SchemaType, CastType>[] = ['BYTES', 'ARRAY', 'MAP', 'STRUCT'];

/** Either one type for the whole value, or types of fields by name. */
export type CastSpec =
  | { readonly whole: CastType }
  | { readonly whole: null; readonly fields: ReadonlyMap<string, CastType> };

const castType = (text: string): CastType => {
  const name = text.trim().toUpperCase();
  const type = CAST_TYPES.find((one) => one === name);
  if (type !== undefined) return type;
  if (OTHER_TYPES.some((one) => one === name))
    throw new ConfigError(
      `Cast transformation does not support casting to ${name}; supported types are [${CAST_TYPES.join(', ')}]`,
    );
  throw new ConfigError(
    `Invalid value java.lang.IllegalArgumentException: No enum constant org.apache.kafka.connect.data.Schema.Type.${name} for configuration Invalid type found in casting spec: ${text.trim()}`,
  );
};

/**
 * Reads `spec`: `field:type` pairs, or a single `type`.
 *
 * @throws ConfigError in Kafka's words.
 */
export const parseCastSpec = (entries: readonly string[]): CastSpec => {
  if (entries.length === 0) throw new ConfigError('Must specify at least one field to cast.');
  const fields = new Map<string, CastType>();
  for (const entry of entries) {
    const [first = '', second, ...more] = entry.split(':');
    if (more.length > 0)
      throw new ConfigError(
        `Invalid value [${entries.join(', ')}] for configuration renames: Invalid rename mapping: ${entry}`,
      );
    if (second !== undefined) fields.set(first.trim(), castType(second));
    else if (entries.length === 1) return { whole: castType(first) };
    else
      throw new ConfigError(
        'Cast transformations that specify a type to cast the entire value to may only specify a single cast in their spec',
      );
  }
  return { whole: null, fields };
};
