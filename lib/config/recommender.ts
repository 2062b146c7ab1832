import type { RawConfig } from '../connect/connector.ts';

/**
 * Suggests values for a key in the light of the others; follows `ConfigDef.Recommender`. Works on the configuration as
 * written, since it is asked while the user is still editing it.
 */
export interface Recommender {
  /** Values to offer; an empty list offers none and forbids none. */
  validValues?(config: RawConfig): readonly string[];
  /** Whether the key matters with this configuration; absent means always. */
  visible?(config: RawConfig): boolean;
}
