import { invalidValue } from '../../config/invalid-value.ts';
import { javaRegex, javaRegexMatching } from '../../config/java-regex.ts';
import { asError } from '../../connect/errors.ts';
import { javaReplacement, type Replacement } from './java-replacement.ts';

/** The topic under its new name; `null` where the pattern does not match the whole name. */
export type RenameTopic = (topic: string) => string | null;

const compiled = (regex: string, key: string, replacement: string): Replacement => {
  try {
    return javaReplacement(replacement, javaRegex(regex));
  } catch (error) {
    throw invalidValue(key, replacement, asError(error).message);
  }
};

/**
 * Follows `matches` and `replaceFirst` of `java.util.regex.Matcher`: the whole name must match, then the first match in it is
 * replaced, which for a pattern like `a|ab` may be a part of the name.
 *
 * @param key the name of the key that holds the replacement, for the message.
 * @throws ConfigError for a replacement that refers to a group that is not there.
 */
export const renameTopic = (regex: string, replacement: string, key: string): RenameTopic => {
  const whole = javaRegexMatching(regex);
  const first = javaRegex(regex);
  const replace = compiled(regex, key, replacement);
  const rename = (topic: string): string | null => {
    const match = whole.test(topic) ? first.exec(topic) : null;
    if (match === null) return null;
    return topic.slice(0, match.index) + replace(match) + topic.slice(match.index + match[0].length);
  };
  // Records of one topic come in runs.
  let last: { readonly topic: string; readonly renamed: string | null } | undefined;
  return (topic) => {
    if (last?.topic !== topic) last = { topic, renamed: rename(topic) };
    return last.renamed;
  };
};
