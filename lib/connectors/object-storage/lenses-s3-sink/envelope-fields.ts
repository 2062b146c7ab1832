import { ConfigError } from '../../../connect/errors.ts';
import type { Properties } from '../lenses/statement-parts.ts';

/** Which parts of a record are stored. */
export interface EnvelopeFields {
  readonly key: boolean;
  readonly value: boolean;
  readonly headers: boolean;
  readonly metadata: boolean;
}

const NAMES = ['key', 'value', 'headers', 'metadata'] as const;
const PREFIX = 'store.envelope.fields.';

/** Reads `store.envelope` and its fields; follows `DataStorageSettings`. @throws ConfigError */
export const envelopeOf = ({ flag }: Properties): EnvelopeFields | null => {
  const given = NAMES.map((name) => flag(`${PREFIX}${name}`));
  if (flag('store.envelope') !== true) return null;
  const set = given.filter((one) => one !== undefined).length;
  if (set !== 0 && set !== NAMES.length)
    throw new ConfigError(
      `If store.envelope is set to true, then setting selective fields is not allowed. Either set them all or leave them out: ${NAMES.map((name) => PREFIX + name).join(', ')}`,
    );
  const [key = true, value = true, headers = true, metadata = true] = given;
  if (!key && !value && !headers && !metadata)
    throw new ConfigError('If store.envelope is set to true then at least one of its fields must be set to true.');
  return { key, value, headers, metadata };
};
