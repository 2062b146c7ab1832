import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { newRecord } from '../connect/record.ts';
import { loadEvaluator } from '../expression/evaluator.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';
import { compileKey, scripted, scriptingConfig } from './scripting.ts';

const TOPIC = {
  name: 'string',
  title: 'String',
  is: (value: unknown): value is string | null => value === null || typeof value === 'string',
};

/**
 * Follows `io.debezium.transforms.ContentBasedRouter`, but that expressions are run as CEL,
 * https://debezium.io/documentation/reference/stable/transformations/content-based-routing.html
 */
export const contentBasedRouter = defineTransformation({
  className: 'io.debezium.transforms.ContentBasedRouter',
  version: DEBEZIUM_VERSION,
  documentation: 'Sends records to the topic that an expression names.',
  configDef: scriptingConfig(
    defineConfig({
      'topic.expression': {
        type: 'STRING',
        importance: 'HIGH',
        width: 'MEDIUM',
        displayName: 'Topic name expression',
        documentation:
          'Expression over key, value, keySchema, valueSchema, topic and headers that results in the new topic; null keeps the old one.',
      },
    }),
  ),
  load: loadEvaluator,
  create: (config) => {
    const topicOf = compileKey('topic.expression', config['topic.expression'], config.language, TOPIC);
    return scripted(config, {
      apply: (record) => {
        const topic = topicOf(record);
        return topic === null ? record : newRecord(record, { topic });
      },
    });
  },
});
