import type { RawConfig } from '../connect/connector.ts';
import { asError } from '../connect/errors.ts';
import { Password } from '../connect/password.ts';
import type { ConfigDef, ConfigKey } from './config-def.ts';
import { configValue } from './parse-config.ts';
import type { ConfigValue } from './parse-value.ts';
import { hasReference } from './references.ts';

/** The finding about one key; follows `org.apache.kafka.common.config.ConfigValue`. */
export interface ValidatedKey {
  readonly name: string;
  readonly key: ConfigKey;
  /** `null` when the value is wrong, missing, or `null` by default. */
  readonly value: ConfigValue;
  readonly recommendedValues: readonly string[];
  readonly errors: readonly string[];
  readonly visible: boolean;
}

/** A class decides what other keys there are, so it is needed at once. */
const canWait = ({ type }: ConfigKey): boolean => type !== 'CLASS';

/** What is wrong, or that nothing is known to be: what a reference stands for has a type, the reference has not. */
const finding = (
  { name, key, text = '' }: { readonly name: string; readonly key: ConfigKey; readonly text: string | undefined },
  error: unknown,
  mayWait: MayWait,
): Pick<ValidatedKey, 'value' | 'errors'> => {
  const { message } = asError(error);
  if (!hasReference(text)) return { value: null, errors: [message] };
  if (mayWait(name) && canWait(key)) return { value: key.type === 'PASSWORD' ? new Password(text) : text, errors: [] };
  return { value: null, errors: [`${message}; references are resolved inside tasks, but this is needed before`] };
};

const validateKey = (name: string, key: ConfigKey, raw: RawConfig, mayWait: MayWait): ValidatedKey => {
  const { recommender } = key;
  const facts = {
    name,
    key,
    recommendedValues: recommender?.validValues?.(raw) ?? [],
    visible: recommender?.visible?.(raw) ?? true,
  };
  try {
    return { ...facts, value: configValue(name, key, raw), errors: [] };
  } catch (error) {
    return { ...facts, ...finding({ name, key, text: raw[name] }, error, mayWait) };
  }
};

/** Whether a key's value is needed inside tasks only, so that a reference may stand in its place until then. */
type MayWait = (name: string) => boolean;

/**
 * Checks every key on its own, in the order of the definition; follows `ConfigDef.validate`. Never throws. Kafka Connect
 * resolves references first; here that happens inside tasks, where the resolved value is parsed and checked again.
 */
export const validateConfig = (
  def: ConfigDef,
  raw: RawConfig,
  mayWait: MayWait = () => false,
): readonly ValidatedKey[] => Object.entries(def).map(([name, key]) => validateKey(name, key, raw, mayWait));
