import type { SinkTopicConfig } from './config.ts';
import type { IdStrategy } from './id-strategy.ts';

/** What a topic's configuration means, for those who change its documents. */
export interface TopicSettings {
  readonly config: SinkTopicConfig;
  readonly idStrategy: IdStrategy;
  readonly overwritesIds: boolean;
  readonly isTimeseries: boolean;
}
