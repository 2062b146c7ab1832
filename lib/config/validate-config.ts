import type { RawConfig } from '../connect/connector.ts';
import { asError } from '../connect/errors.ts';
import type { ConfigDef, ConfigKey } from './config-def.ts';
import { configValue } from './parse-config.ts';
import type { ConfigValue } from './parse-value.ts';

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

const validateKey = (name: string, key: ConfigKey, raw: RawConfig): ValidatedKey => {
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
    return { ...facts, value: null, errors: [asError(error).message] };
  }
};

/** Checks every key on its own, in the order of the definition; follows `ConfigDef.validate`. Never throws. */
export const validateConfig = (def: ConfigDef, raw: RawConfig): readonly ValidatedKey[] =>
  Object.entries(def).map(([name, key]) => validateKey(name, key, raw));
