import type { FileNames } from './source-file.ts';
import { parseTopicRules } from './topic-rules.ts';

/** Any objects, in the order of their keys. */
export const genericNames = (rules: readonly string[]): FileNames => {
  const topicOf = parseTopicRules(rules);
  return {
    placeOf: (key) => key,
    filesOf: (keys) =>
      keys.flatMap((key) => {
        const topic = topicOf(key);
        if (topic === null) return [];
        return [{ key, topic, kafkaPartition: null, place: key, keysKey: null, headersKey: null }];
      }),
  };
};
