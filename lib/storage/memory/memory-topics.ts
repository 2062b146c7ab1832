import type { TopicStatus, TopicStore } from '../status-backing-store.ts';

export interface MemoryTopics extends TopicStore {
  removeTopics(connector: string): void;
}

export const createMemoryTopics = (): MemoryTopics => {
  const connectors = new Map<string, Map<string, TopicStatus>>();
  const removeTopics = (connector: string): void => void connectors.delete(connector);
  return {
    removeTopics,
    topics: async (connector) =>
      [...(connectors.get(connector)?.values() ?? [])].sort((a, b) => (a.topic < b.topic ? -1 : 1)),
    putTopic: async (connector, topic) =>
      void connectors.set(connector, new Map(connectors.get(connector)).set(topic.topic, topic)),
    resetTopics: async (connector) => removeTopics(connector),
  };
};
