import { defineConfig } from '../../../config/config-def.ts';

/** The key of Apache Kafka's FileStreamSinkConnector, as its ConfigDef has it. */
export const fileStreamSinkConfig = defineConfig({
  file: {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation:
      'Path of the file to append to, as the task sees it; created when missing. Without it the lines go to standard output, in a function its log.',
  },
});
