import { invalidValue } from '../config/invalid-value.ts';
import { withoutPrefix } from '../config/prefixed.ts';
import type { RawConfig } from '../connect/connector.ts';
import { asError, ConfigError } from '../connect/errors.ts';
import type { ConfigProvider, ConfigProviders } from './config-provider.ts';
import type { ConfigProviderPlugin } from './define-config-provider.ts';

const createNamed = (plugin: ConfigProviderPlugin, worker: RawConfig, name: string): ConfigProvider => {
  try {
    return plugin.create(withoutPrefix(worker, `config.providers.${name}.param.`));
  } catch (error) {
    throw new ConfigError(`Config provider ${name}: ${asError(error).message}`, { cause: error });
  }
};

/** The plugin that `config.providers.<name>.class` names. */
const chosen = (plugins: readonly ConfigProviderPlugin[], worker: RawConfig, name: string): ConfigProviderPlugin => {
  const key = `config.providers.${name}.class`;
  const className = worker[key];
  if (className === undefined)
    throw new ConfigError(`Missing required configuration "${key}" which has no default value.`);
  const plugin = plugins.find(({ classNames }) => classNames.includes(className.trim()));
  if (plugin !== undefined) return plugin;
  const possible = plugins.flatMap(({ classNames }) => classNames).join(', ');
  throw invalidValue(key, className, `Class ${className} could not be found; possible are ${possible}`);
};

/**
 * The providers that a worker's `config.providers` lists, with their classes and parameters; follows
 * `AbstractConfig.instantiateConfigProviders`. A worker that lists none has all there are, under their own names.
 *
 * @throws ConfigError when a class or parameter is wrong.
 */
export const createConfigProviders = (plugins: readonly ConfigProviderPlugin[], worker: RawConfig): ConfigProviders => {
  const listed = worker['config.providers']?.split(',').map((name) => name.trim());
  const named =
    listed === undefined
      ? plugins.map((plugin) => [plugin.name, plugin] as const)
      : listed.filter(Boolean).map((name) => [name, chosen(plugins, worker, name)] as const);
  return Object.fromEntries(named.map(([name, plugin]) => [name, createNamed(plugin, worker, name)]));
};
