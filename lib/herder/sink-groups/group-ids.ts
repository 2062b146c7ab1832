import type { RawConfig } from '../../connect/connector.ts';

/** The consumer group that Kafka Connect's sinks use: `connect-<connector>`, or `consumer.override.group.id` (KIP-458). */
export const connectGroupId = (connector: string, raw: RawConfig): string => {
  const own = raw['consumer.override.group.id']?.trim() ?? '';
  return own === '' ? `connect-${connector}` : own;
};

/**
 * The consumer group through which a sink takes one topic. An event source mapping takes one topic and needs a group of
 * its own, so that Kafka Connect's one group becomes one a topic; REST shows them as one.
 */
export const topicGroupId = (connectGroup: string, topic: string): string => `${connectGroup}-${topic}`;
