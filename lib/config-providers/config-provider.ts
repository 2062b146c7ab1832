/** What a provider found; follows `org.apache.kafka.common.config.ConfigData`. */
interface ConfigData {
  readonly values: Readonly<Record<string, string>>;
  /** After how many milliseconds the values may be others; `undefined` when nobody need look again. */
  readonly ttlMs?: number | undefined;
}

/**
 * Where a configuration's references are looked up; follows `org.apache.kafka.common.config.provider.ConfigProvider`. A
 * reference is `${<provider>:<path>:<key>}` or `${<provider>:<key>}`.
 */
export interface ConfigProvider {
  /**
   * The values of these keys at a path; keys that do not exist are left out.
   *
   * @param path empty in a reference without one.
   * @throws ConfigError when the path can't be read; its message holds no value.
   */
  get(path: string, keys: readonly string[]): Promise<ConfigData>;
}

/** Providers by the name that references call them. */
export type ConfigProviders = Readonly<Record<string, ConfigProvider>>;
