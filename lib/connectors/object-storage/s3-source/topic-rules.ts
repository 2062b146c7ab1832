import { asError, ConfigError } from '../../../connect/errors.ts';

interface TopicRule {
  readonly topic: string;
  readonly regex: RegExp;
}

const parseRule = (text: string): TopicRule => {
  const colon = text.indexOf(':');
  if (colon < 1) throw new ConfigError(`Not topic:regular expression: ${text}`);
  try {
    return { topic: text.slice(0, colon).trim(), regex: new RegExp(`^(?:${text.slice(colon + 1).trim()})$`, 's') };
  } catch (error) {
    throw new ConfigError(`Not topic:regular expression: ${text}: ${asError(error).message}`, { cause: error });
  }
};

/** Reads `topic.regex.list`. @returns the topic of an object's key, or `null`. @throws ConfigError */
export const parseTopicRules = (texts: readonly string[]): ((key: string) => string | null) => {
  const rules = texts.map(parseRule);
  return (key) => rules.find(({ regex }) => regex.test(key))?.topic ?? null;
};
