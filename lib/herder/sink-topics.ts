import { javaRegexMatching } from '../config/java-regex.ts';
import type { RawConfig } from '../connect/connector.ts';
import { namedTopics } from '../runtime/sink/sink-topics.ts';

/** `topics.regex`, which has to match a topic's whole name; `undefined` without one. */
export const topicPattern = (raw: RawConfig): RegExp | undefined => {
  const text = raw['topics.regex']?.trim() ?? '';
  if (text === '') return undefined;
  try {
    return javaRegexMatching(text);
  } catch {
    // The key's own validator reports it.
    return undefined;
  }
};

/** Kafka's own topics, which no consumer gets by a pattern (`exclude.internal.topics`). */
const isInternal = (topic: string): boolean => topic.startsWith('__');

/** The topics a sink takes now, sorted. `existing` is asked only where there is a pattern. */
export const currentSinkTopics = async (
  raw: RawConfig,
  existing: () => Promise<readonly string[]>,
): Promise<readonly string[]> => {
  const pattern = topicPattern(raw);
  if (pattern === undefined) return [...new Set(namedTopics(raw))].sort();
  return (await existing()).filter((topic) => !isInternal(topic) && pattern.test(topic)).toSorted();
};
