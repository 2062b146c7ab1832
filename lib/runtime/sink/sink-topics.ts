import { createHash } from 'node:crypto';
import type { RawConfig } from '../../connect/connector.ts';
import type { ConnectorState } from '../../storage/config-backing-store.ts';

/** The topics that a configuration names; empty when it goes by `topics.regex`. */
export const namedTopics = (config: RawConfig): readonly string[] =>
  (config.topics ?? '')
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '');

/**
 * Which task takes a topic's records: topics named in the configuration go round; one found by pattern keeps its task however
 * many others come and go.
 */
export const taskOfTopic = (topic: string, config: RawConfig, tasks: number): number => {
  if (tasks <= 1) return 0;
  const index = [...namedTopics(config)].sort().indexOf(topic);
  const place = index >= 0 ? index : createHash('sha256').update(topic).digest().readUInt32BE();
  return place % tasks;
};

/** As {@link taskOfTopic}, for a connector as it is stored. */
export const sinkTaskOf = (topic: string, state: ConnectorState | undefined): number =>
  taskOfTopic(topic, state?.config ?? {}, state?.tasks?.configs.length ?? 1);
