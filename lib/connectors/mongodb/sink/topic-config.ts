import { parseConfig } from '../../../config/parse-config.ts';
import { withoutPrefix } from '../../../config/prefixed.ts';
import type { RawConfig } from '../../../connect/connector.ts';
import { type SinkTopicConfig, sinkTopicConfig } from './config.ts';

/** A configuration as it is for one topic: with its overrides. */
export const rawTopicConfig = (raw: RawConfig, topic: string): RawConfig => ({
  ...raw,
  ...withoutPrefix(raw, `topic.override.${topic}.`),
});

/** @throws ConfigError when an override is wrong. */
export const topicConfig = (raw: RawConfig, topic: string): SinkTopicConfig =>
  parseConfig(sinkTopicConfig, rawTopicConfig(raw, topic));

const PREFIX = 'topic.override.';

/** The topics that overrides are for; a topic may have dots, so any key of a topic says how far its name goes. */
export const overriddenTopics = (raw: RawConfig): readonly string[] => {
  const keys = Object.keys(sinkTopicConfig).map((key) => `.${key}`);
  const topics = Object.keys(raw).flatMap((name) => {
    if (!name.startsWith(PREFIX) || name === `${PREFIX}%s.%s`) return [];
    // The longest key that the name ends with, since collection is the end of others.
    const [key] = keys.filter((one) => name.endsWith(one)).toSorted((a, b) => b.length - a.length);
    return key === undefined ? [] : [name.slice(PREFIX.length, -key.length)];
  });
  return [...new Set(topics)];
};
