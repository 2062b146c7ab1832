import { defineConfig } from '../../config/config-def.ts';
import { defineTransformation, type TransformationPlugin } from '../../config/define-transformation.ts';
import { validJavaRegex } from '../../config/java-regex.ts';
import { oneOfIgnoringCase } from '../../config/validators.ts';
import { ADJUSTMENT_MODES } from '../../formats/avro/name-adjuster.ts';
import { DEBEZIUM_VERSION } from '../record/version.ts';
import { createLogicalRouter } from './create-logical-router.ts';

const logicalRouterConfig = (keyFieldName: string) =>
  defineConfig({
    'topic.regex': {
      type: 'STRING',
      importance: 'LOW',
      width: 'LONG',
      displayName: 'Topic regex',
      documentation: 'Pattern that the whole name of the topic must match.',
      validator: validJavaRegex,
    },
    'topic.replacement': {
      type: 'STRING',
      importance: 'LOW',
      width: 'LONG',
      displayName: 'Topic replacement',
      documentation: 'The name of the common topic; $1 stands for what the first group of the pattern matched.',
    },
    'key.enforce.uniqueness': {
      type: 'BOOLEAN',
      default: true,
      importance: 'LOW',
      width: 'SHORT',
      displayName: 'Add source topic name into key',
      documentation:
        'Whether keys get a field that says which topic they were meant for, so that those of two tables differ.',
    },
    'key.field.regex': {
      type: 'STRING',
      default: null,
      importance: 'LOW',
      width: 'LONG',
      displayName: 'Key field regex',
      documentation: 'Pattern that makes the value of that field of the name of the topic.',
      validator: validJavaRegex,
    },
    'key.field.name': {
      type: 'STRING',
      default: keyFieldName,
      importance: 'LOW',
      width: 'LONG',
      displayName: 'Key field name',
      documentation: 'Name of that field.',
    },
    'key.field.replacement': {
      type: 'STRING',
      default: null,
      importance: 'LOW',
      width: 'LONG',
      displayName: 'Key field replacement',
      documentation: 'What the field is set to where key.field.regex matches.',
    },
    'schema.name.adjustment.mode': {
      type: 'STRING',
      default: 'none',
      importance: 'LOW',
      width: 'MEDIUM',
      displayName: 'Schema Name Adjustment',
      documentation: 'How names of schemas are made to fit the converter: not at all, or as Avro needs them.',
      validator: oneOfIgnoringCase(...ADJUSTMENT_MODES),
    },
    'logical.destination.cache.size': {
      type: 'INT',
      default: 16,
      importance: 'LOW',
      width: 'LONG',
      displayName: 'Logical destination cache size',
      documentation: 'How many schemas are remembered.',
      ignored: 'what is made of a schema is remembered for as long as the schema lives',
    },
  });

/** One of the two names under which Debezium has this transformation. */
export const defineLogicalRouter = (className: string, keyFieldName: string): TransformationPlugin =>
  defineTransformation({
    className,
    version: DEBEZIUM_VERSION,
    documentation: 'Sends the changes of several tables, such as shards of one, to a common topic.',
    configDef: logicalRouterConfig(keyFieldName),
    create: (config) =>
      createLogicalRouter({
        topic: { regex: config['topic.regex'], replacement: config['topic.replacement'] },
        keyField: config['key.enforce.uniqueness']
          ? {
              name: config['key.field.name'],
              regex: (config['key.field.regex'] ?? '').trim(),
              replacement: config['key.field.replacement'] ?? '',
            }
          : null,
        adjustment: config['schema.name.adjustment.mode'],
      }),
  });
