import { DataError } from '../../connect/errors.ts';
import type { SchemaAndValue } from '../../connect/value.ts';
import { isObject, type Json } from './json.ts';
import { createKnownSchema, type KnownSchema } from './known-schema.ts';
import { createLruCache } from './lru-cache.ts';
import { INEXACT } from './read-logical.ts';
import { readSchema } from './read-schema.ts';
import { writeSchemaless } from './write-schemaless.ts';

export interface Exactly {
  readonly decimals: boolean;
}

interface Envelope {
  readonly schema: Json;
  readonly payload: Json;
}

/** @throws DataError in Kafka's words when there is more or less than a schema and a payload. */
const envelopeOf = (json: Json | undefined): Envelope => {
  if (isObject(json) && Object.keys(json).length === 2) {
    const { schema, payload } = json;
    if (schema !== undefined && payload !== undefined) return { schema, payload };
  }
  throw new DataError(
    'JsonConverter with schemas.enable requires "schema" and "payload" fields and may not contain additional fields. If you are trying to deserialize plain JSON data, set schemas.enable=false in your converter configuration.',
  );
};

interface ParsedEnvelope extends SchemaAndValue {
  /** The schema's, as compact JSON. */
  readonly text: string;
  /** Absent where the schema is null. */
  readonly known: KnownSchema | undefined;
}

/**
 * Reads `{"schema":…,"payload":…}` that is parsed already, by `parse`, which is asked again where numbers must be exact. The
 * same schema text gives the same schema object, as long as it is among the last `cacheSize`.
 */
export const createParsedReader = (options: {
  readonly cacheSize: number;
  readonly replaceNullWithDefault: boolean;
}): ((parse: (exactly?: Exactly) => Json | undefined) => ParsedEnvelope) => {
  const cache = createLruCache<KnownSchema>(options.cacheSize);

  const know = (json: Json): KnownSchema =>
    createKnownSchema(readSchema(json, options.replaceNullWithDefault), options.replaceNullWithDefault);

  const knownSchema = (text: string, json: Json, parseAgain: () => Json): KnownSchema => {
    const cached = cache.get(text);
    if (cached !== undefined) return cached;
    try {
      const known = know(json);
      cache.set(text, known);
      return known;
    } catch (error) {
      if (error !== INEXACT) throw error;
      // A decimal default written as a number: its text here is rounded, so it is no key.
      return know(parseAgain());
    }
  };

  return (parse) => {
    const { schema, payload } = envelopeOf(parse());
    if (schema === null) return { schema, value: payload, text: 'null', known: undefined };
    const text = writeSchemaless(schema);
    const known = knownSchema(text, schema, () => envelopeOf(parse({ decimals: true })).schema);
    const value = known.read((exactly) => (exactly.decimals ? envelopeOf(parse(exactly)).payload : payload));
    return { schema: known.schema, value, text, known };
  };
};
