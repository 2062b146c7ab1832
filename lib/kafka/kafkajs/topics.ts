import type { NewTopic } from '../port.ts';
import type { Cluster } from './cluster.ts';
import { brokerError, connectError, errorType } from './kafka-error.ts';
import type { TopicMetadata } from './metadata-request.ts';

/** `undefined` when there is no such topic; it is not created by asking. */
export const topicMetadata = async (cluster: Cluster, topic: string): Promise<TopicMetadata | undefined> => {
  const { topics } = await cluster.metadata([topic]);
  const found = topics.find((one) => one.topic === topic);
  if (found === undefined || found.errorCode === 0) return found;
  const error = brokerError(found.errorCode);
  if (errorType(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return undefined;
  throw connectError(error);
};

/** @returns false when the topic was there already. */
export const createTopic = async (cluster: Cluster, topic: NewTopic, timeoutMs: number): Promise<boolean> => {
  const { partitions, replicationFactor, configs } = topic;
  const request = {
    topic: topic.topic,
    numPartitions: partitions,
    replicationFactor,
    configEntries: Object.entries(configs).map(([name, value]) => ({ name, value })),
  };
  return cluster.onController(async (controller) => {
    try {
      await controller.requests.createTopics({ topics: [request], timeout: timeoutMs });
      return true;
    } catch (error) {
      const cause =
        error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : error;
      if (errorType(cause) === 'TOPIC_ALREADY_EXISTS') return false;
      throw connectError(cause);
    }
  });
};
