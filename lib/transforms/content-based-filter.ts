import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { loadEvaluator } from '../expression/evaluator.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';
import { compileKey, scripted, scriptingConfig } from './scripting.ts';

const BOOLEAN = {
  name: 'bool',
  title: 'Boolean',
  is: (value: unknown): value is boolean => typeof value === 'boolean',
};

/**
 * Follows `io.debezium.transforms.Filter`, but that expressions are run as CEL,
 * https://debezium.io/documentation/reference/stable/transformations/filtering.html
 */
export const contentBasedFilter = defineTransformation({
  className: 'io.debezium.transforms.Filter',
  version: DEBEZIUM_VERSION,
  documentation: 'Keeps the records that a condition holds for, and drops the others.',
  configDef: scriptingConfig(
    defineConfig({
      condition: {
        type: 'STRING',
        importance: 'HIGH',
        width: 'MEDIUM',
        displayName: 'Filtering condition',
        documentation:
          'Expression over key, value, keySchema, valueSchema, topic and headers that is true of the records to keep.',
      },
    }),
  ),
  load: loadEvaluator,
  create: (config) => {
    const holds = compileKey('condition', config.condition, config.language, BOOLEAN);
    return scripted(config, { apply: (record) => (holds(record) ? record : null) });
  },
});
