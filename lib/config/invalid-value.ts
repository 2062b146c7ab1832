import { ConfigError } from '../connect/errors.ts';

/** Kafka's sentence for a value that cannot be used; follows `ConfigException(name, value, message)`. */
export const invalidValue = (name: string, value: unknown, message: string): ConfigError =>
  new ConfigError(`Invalid value ${String(value)} for configuration ${name}: ${message}`);
