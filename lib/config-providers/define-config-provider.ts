import type { ConfigDef, ConfigOf } from '../config/config-def.ts';
import { defineConfig } from '../config/config-def.ts';
import { parseConfig } from '../config/parse-config.ts';
import { atLeast } from '../config/validators.ts';
import type { RawConfig } from '../connect/connector.ts';
import { ConfigError } from '../connect/errors.ts';
import type { ConfigProvider } from './config-provider.ts';

/** A kind of provider, before it is configured. */
export interface ConfigProviderPlugin {
  /** What references call it unless the worker says otherwise. */
  readonly name: string;
  /** The Java classes it stands for in `config.providers.<name>.class`. */
  readonly classNames: readonly string[];
  /** @throws ConfigError when a parameter is wrong or unknown. */
  create(params: RawConfig): ConfigProvider;
}

/** The key of kafka-config-provider-aws for how long a secret holds. Unlike there, files may have it, too. */
export const secretTtl = (fallback: number | null) =>
  defineConfig({
    'secret.ttl.ms': {
      type: 'LONG',
      default: fallback,
      importance: 'LOW',
      documentation: 'After how long a running task looks whether its secrets are still the same, in milliseconds.',
      validator: atLeast(1),
    },
  });

/** A parameter that is not known might be one that restricts: it is refused, not ignored. */
const requireKnown = (def: ConfigDef, params: RawConfig): void => {
  const unknown = Object.keys(params).find((name) => !Object.hasOwn(def, name));
  if (unknown === undefined) return;
  const known = Object.keys(def);
  throw new ConfigError(
    `Unknown configuration '${unknown}', ${known.length === 0 ? 'there are none' : `possible are ${known.join(', ')}`}`,
  );
};

export const defineConfigProvider = <D extends ConfigDef>(spec: {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly configDef: D;
  create(config: ConfigOf<D>): ConfigProvider;
}): ConfigProviderPlugin => ({
  name: spec.name,
  classNames: spec.classNames,
  create: (params) => {
    requireKnown(spec.configDef, params);
    return spec.create(parseConfig(spec.configDef, params));
  },
});
