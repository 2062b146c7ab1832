import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { Json } from './json.ts';
import { INEXACT } from './read-logical.ts';
import { compileReader } from './read-value.ts';

/** A schema with its compiled reader. */
export interface KnownSchema {
  readonly schema: Schema;
  /**
   * Reads a payload, which `parse` gives, again and exactly if need be.
   *
   * @throws DataError when the payload is not of the schema.
   */
  read(parse: (exactly: { readonly decimals: boolean }) => Json): ConnectValue;
}

export const createKnownSchema = (schema: Schema, replaceNullWithDefault: boolean): KnownSchema => {
  const read = compileReader(schema, replaceNullWithDefault);
  // Whoever sent one decimal as a number sends all of them so: from then on, parse exactly at once.
  let decimals = false;
  return {
    schema,
    read: (parse) => {
      if (decimals) return read(parse({ decimals }));
      try {
        return read(parse({ decimals }));
      } catch (error) {
        if (error !== INEXACT) throw error;
        decimals = true;
        return read(parse({ decimals }));
      }
    },
  };
};
