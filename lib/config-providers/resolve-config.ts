import { type Reference, type ResolvedConfig, referencesIn, replaceReferences } from '../config/references.ts';
import type { RawConfig } from '../connect/connector.ts';
import { asError, ConfigError } from '../connect/errors.ts';
import type { ConfigProvider, ConfigProviders } from './config-provider.ts';

const shown = ({ text }: Reference): string => `\${${text}}`;

/** What the references of one path stand for. */
interface Found {
  /** By the text of the reference. */
  readonly values: ReadonlyArray<readonly [string, string]>;
  readonly ttlMs: number | undefined;
}

/** Asks for all of one path at once. */
const lookUp = async (provider: ConfigProvider, first: Reference, references: readonly Reference[]): Promise<Found> => {
  const keys = [...new Set(references.map(({ key }) => key))];
  try {
    const { values, ttlMs } = await provider.get(first.path, keys);
    const found = references.flatMap(({ text, key }) =>
      values[key] === undefined ? [] : [[text, values[key]] as const],
    );
    return { values: found, ttlMs };
  } catch (error) {
    throw new ConfigError(`Could not resolve ${shown(first)}: ${asError(error).message}`, { cause: error });
  }
};

const byPath = (references: readonly Reference[]): ReadonlyMap<string, readonly Reference[]> => {
  const paths = new Map<string, Reference[]>();
  for (const one of references) {
    const path = `${one.provider}:${one.path}`;
    paths.set(path, [...(paths.get(path) ?? []), one]);
  }
  return paths;
};

const requireProvider = (providers: ConfigProviders, reference: Reference): ConfigProvider => {
  const provider = Object.hasOwn(providers, reference.provider) ? providers[reference.provider] : undefined;
  if (provider === undefined)
    throw new ConfigError(
      `Could not resolve ${shown(reference)}: there is no config provider ${reference.provider}, but ${Object.keys(providers).join(', ')}`,
    );
  return provider;
};

const shortest = (ttls: ReadonlyArray<number | undefined>): number | undefined =>
  ttls.reduce((least, ttl) => (ttl === undefined ? least : Math.min(ttl, least ?? ttl)), undefined);

/**
 * The configuration with its references replaced by what they stand for; follows
 * `org.apache.kafka.common.config.ConfigTransformer`, but that a reference which leads nowhere is an error. What stands in a
 * value is not looked at again.
 *
 * @throws ConfigError naming the reference, never a value.
 */
export const resolveConfig = async (raw: RawConfig, providers: ConfigProviders): Promise<ResolvedConfig> => {
  const references = Object.values(raw).flatMap(referencesIn);
  if (references.length === 0) return { config: raw, ttlMs: undefined, secrets: [] };
  const found = await Promise.all(
    [...byPath(references).values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [lookUp(requireProvider(providers, first), first, [first, ...others])],
    ),
  );
  const values = new Map(found.flatMap((one) => one.values));
  const replaced = (value: string): string =>
    replaceReferences(value, (reference) => {
      const resolved = values.get(reference.text);
      if (resolved === undefined) throw new ConfigError(`Could not resolve ${shown(reference)}: there is no such key`);
      return resolved;
    });
  return {
    config: Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, replaced(value)])),
    ttlMs: shortest(found.map(({ ttlMs }) => ttlMs)),
    secrets: [...values.values()],
  };
};
