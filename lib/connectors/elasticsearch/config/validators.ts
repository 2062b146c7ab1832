import { invalidValue } from '../../../config/invalid-value.ts';
import { check, type Validator } from '../../../config/validators.ts';
import { ConfigError } from '../../../connect/errors.ts';
import { Password } from '../../../connect/password.ts';

/** A URL may hold a password: it is not shown. Without a protocol it is HTTP. */
export const nodeUrls: Validator<readonly string[]> = {
  description: 'a list of URLs',
  ensureValid: (name, value) => {
    const urls: readonly string[] = Array.isArray(value) ? value : [];
    if (urls.length === 0 || !urls.every((url) => URL.canParse(/^[a-z]+:\/\//i.test(url) ? url : `http://${url}`)))
      throw new ConfigError(
        `Invalid value for configuration ${name}: not a list of URLs such as https://es1:9200,https://es2:9200`,
      );
  },
};

const dataStreamPart = (what: string): Validator<string> =>
  check(`a ${what} of at most 100 characters in lower case without \\/*?"<>| ,#-:`, (value) => {
    if (value.length > 100) return `The specified ${what} must be no longer than 100 characters.`;
    if (value !== value.toLowerCase()) return `The specified ${what} must be in all lowercase.`;
    return /[\\/*?"<>| ,#\-:]/.test(value)
      ? `The specified ${what} must not contain any spaces or invalid characters \\/*?"<>|,#-:`
      : null;
  });

export const dataStreamDataset = dataStreamPart('dataset');
/** `${topic}` is all that may be in it besides. */
export const dataStreamNamespace = dataStreamPart('namespace');

/** For a key of the original that would change results and is not supported: it must stay empty. */
export const refused = (reason: string): Validator<string> => ({
  description: 'not supported',
  ensureValid: (name, value) => {
    const text = value instanceof Password ? value.value() : value;
    if (text !== null && text !== '') throw invalidValue(name, value, reason);
  },
});

/** `topic:resource`, each topic and each resource once. */
export const resourceMappings: Validator<readonly string[]> = {
  description: 'a list of topic:resource',
  ensureValid: (name, value) => {
    const entries: readonly string[] = Array.isArray(value) ? value : [];
    const topics = new Set<string>();
    const resources = new Set<string>();
    for (const entry of entries) {
      const [topic = '', resource = '', ...more] = entry.split(':').map((part) => part.trim());
      if (topic === '' || resource === '' || more.length > 0)
        throw invalidValue(
          name,
          entry,
          'Invalid topic-to-resource mapping format. The expected format: topic:resource',
        );
      if (topics.has(topic))
        throw invalidValue(
          name,
          entry,
          `Topic '${topic}' is mapped to multiple resources. Each topic must be mapped to exactly one resource.`,
        );
      if (resources.has(resource))
        throw invalidValue(
          name,
          entry,
          `Resource '${resource}' is mapped from multiple topics. Each resource must be mapped to exactly one topic.`,
        );
      topics.add(topic);
      resources.add(resource);
    }
  },
};
