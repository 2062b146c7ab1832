import { defineConfig } from '../config/config-def.ts';
import { definePredicate } from '../config/define-transformation.ts';
import { javaRegexMatching, validJavaRegex } from '../config/java-regex.ts';
import { nonEmptyString, type Validator } from '../config/validators.ts';
import { KAFKA_VERSION } from './version.ts';

const nonEmptyRegex: Validator<string> = {
  description: 'non-empty string, valid regex',
  ensureValid: (name, value) => {
    nonEmptyString.ensureValid(name, value);
    validJavaRegex.ensureValid(name, value);
  },
};

/** Follows `org.apache.kafka.connect.transforms.predicates.TopicNameMatches`. */
export const topicNameMatches = definePredicate({
  className: 'org.apache.kafka.connect.transforms.predicates.TopicNameMatches',
  version: KAFKA_VERSION,
  documentation: 'True of records whose topic has a name that matches a pattern.',
  configDef: defineConfig({
    pattern: {
      type: 'STRING',
      importance: 'MEDIUM',
      documentation: 'Pattern that the whole name must match.',
      validator: nonEmptyRegex,
    },
  }),
  create: (config) => {
    const pattern = javaRegexMatching(config.pattern);
    return { test: ({ topic }) => pattern.test(topic) };
  },
});
