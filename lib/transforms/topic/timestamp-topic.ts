import { invalidValue } from '../../config/invalid-value.ts';
import { asError } from '../../connect/errors.ts';
import { type SimpleDateFormat, simpleDateFormat } from '../date-format/simple-date-format.ts';

/** @throws ConfigError when the pattern under `key` is none. */
export const dateFormatOf = (key: string, pattern: string): SimpleDateFormat => {
  try {
    return simpleDateFormat(pattern);
  } catch (error) {
    throw invalidValue(key, pattern, asError(error).message);
  }
};

/** Puts a topic and a text for its time in the places of `${topic}` and `${timestamp}`. */
export const timestampTopic = (topicFormat: string, topic: string, timestamp: string): string =>
  topicFormat.replaceAll('${topic}', () => topic).replaceAll('${timestamp}', () => timestamp);
