import { asError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { SchemaAndValue } from '../../connect/value.ts';
import { createJsonStructs, type JsonStructOptions } from './json-structs.ts';

interface PayloadOptions extends JsonStructOptions {
  readonly log: Logger;
}

/** Makes structs of payloads that are objects in JSON; others, arrays among them, stay texts, with a warning. */
export const createJsonPayload = (options: PayloadOptions): ((payload: SchemaAndValue) => SchemaAndValue) => {
  const { log } = options;
  const structOf = createJsonStructs(options);

  return (payload) => {
    if (payload.value === null) return payload;
    if (typeof payload.value !== 'string') {
      log.warn('Expand JSON payload is turned on but payload is not a string');
      return payload;
    }
    try {
      const value = structOf(payload.value);
      return { schema: value.schema, value };
    } catch (error) {
      log.warn('JSON expansion failed', { error: asError(error).message });
      return payload;
    }
  };
};
