import type { ConfigProblem, RawConfig } from '../../../../connect/connector.ts';
import type { CassandraSinkConfig } from '../config.ts';
import type { SinkSettings } from '../settings.ts';

/** One of the configuration languages. */
export interface Front {
  /** What is wrong with a configuration whose single keys are right; values may be references still. */
  problems(config: CassandraSinkConfig, raw: RawConfig): readonly ConfigProblem[];
  /** Of a configuration without problems. */
  settings(config: CassandraSinkConfig, raw: RawConfig): SinkSettings;
  /** Whether rows are told by their keys alone, so that records may come again; asked of configurations without problems. */
  repeats(config: CassandraSinkConfig, raw: RawConfig): boolean;
}
