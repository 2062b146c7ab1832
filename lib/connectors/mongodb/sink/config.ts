import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { check } from '../../../config/validators.ts';
import { connectionKeys } from '../connection-keys.ts';
import { documentsConfig } from './config-documents.ts';
import { modesConfig } from './config-modes.ts';
import { writesConfig } from './config-writes.ts';

/** What may differ from topic to topic, by `topic.override.<topic>.<key>`. */
export const sinkTopicConfig = defineConfig({ ...writesConfig, ...documentsConfig, ...modesConfig });

/** The keys of MongoDB’s MongoSinkConnector 2.0.1. */
export const mongoSinkConfig = defineConfig({
  ...connectionKeys('mongodb://localhost:27017'),
  'topic.override.%s.%s': {
    type: 'STRING',
    default: '',
    validator: check('Topic override', (value) =>
      value === ''
        ? null
        : "This configuration shouldn't be set directly. Write topic.override.<topic>.<key> for each key that differs for a topic.",
    ),
    importance: 'LOW',
    documentation:
      'Stands for topic.override.<topic>.<key>: any key but connection.uri and topics, for records of that topic alone.',
    group: 'Overrides',
    width: 'MEDIUM',
    displayName: 'Per topic configuration overrides.',
  },
  ...sinkTopicConfig,
});

export type SinkTopicConfig = ConfigOf<typeof sinkTopicConfig>;
export type MongoSinkConfig = ConfigOf<typeof mongoSinkConfig>;
