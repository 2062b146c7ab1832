import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { validJavaRegex } from '../config/java-regex.ts';
import { newRecord } from '../connect/record.ts';
import { KAFKA_VERSION } from './record/version.ts';
import { renameTopic } from './topic/rename-topic.ts';

/** Follows `org.apache.kafka.connect.transforms.RegexRouter`. */
export const regexRouter = defineTransformation({
  className: 'org.apache.kafka.connect.transforms.RegexRouter',
  version: KAFKA_VERSION,
  documentation: 'Renames the topic of records by a pattern. Topics that do not match as a whole keep their name.',
  configDef: defineConfig({
    regex: {
      type: 'STRING',
      importance: 'HIGH',
      documentation: 'Pattern that the whole name of the topic must match.',
      validator: validJavaRegex,
    },
    replacement: {
      type: 'STRING',
      importance: 'HIGH',
      documentation: 'The new name; $1 stands for what the first group of the pattern matched.',
    },
  }),
  create: ({ regex, replacement }) => {
    const rename = renameTopic(regex, replacement, 'replacement');
    return {
      apply: (record) => {
        const topic = rename(record.topic);
        return topic === null ? record : newRecord(record, { topic });
      },
    };
  },
});
