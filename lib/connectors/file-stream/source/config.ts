import { defineConfig } from '../../../config/config-def.ts';
import { nonEmptyString } from '../../../config/validators.ts';

/** The keys of Apache Kafka's FileStreamSourceConnector, as its ConfigDef has them. */
export const fileStreamSourceConfig = defineConfig({
  file: {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation:
      'Path of the file to read, as the task sees it (a mounted file system, or any path in standalone mode). The file may appear later. Standard input, the default of the original, cannot be read here: the task fails without a file.',
  },
  topic: {
    type: 'STRING',
    validator: nonEmptyString,
    importance: 'HIGH',
    documentation: 'Topic to write the lines to.',
  },
  'batch.size': {
    type: 'INT',
    default: 2000,
    importance: 'LOW',
    documentation: 'Most records that one poll returns.',
  },
});
