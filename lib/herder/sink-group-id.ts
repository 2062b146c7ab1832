/**
 * The consumer group through which a sink takes one topic. An event source mapping takes one topic and needs a group of
 * its own, so that Kafka Connect's one group `connect-<connector>` becomes one a topic; REST shows them as one.
 */
export const sinkGroupId = (connector: string, topic: string): string => `connect-${connector}-${topic}`;
