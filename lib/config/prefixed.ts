import type { RawConfig } from '../connect/connector.ts';

/** The entries under a prefix, without it; follows `AbstractConfig.originalsWithPrefix`. */
export const withoutPrefix = (raw: RawConfig, prefix: string): RawConfig =>
  Object.fromEntries(
    Object.entries(raw)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
