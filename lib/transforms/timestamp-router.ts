import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { DataError } from '../connect/errors.ts';
import { newRecord } from '../connect/record.ts';
import { KAFKA_VERSION } from './record/version.ts';
import { dateFormatOf, timestampTopic } from './topic/timestamp-topic.ts';

/** Follows `org.apache.kafka.connect.transforms.TimestampRouter`. */
export const timestampRouter = defineTransformation({
  className: 'org.apache.kafka.connect.transforms.TimestampRouter',
  version: KAFKA_VERSION,
  documentation: "Makes a record's timestamp part of the name of its topic.",
  configDef: defineConfig({
    'topic.format': {
      type: 'STRING',
      default: '${topic}-${timestamp}',
      importance: 'HIGH',
      documentation: 'The new name, with ${topic} for the old one and ${timestamp} for the time.',
    },
    'timestamp.format': {
      type: 'STRING',
      default: 'yyyyMMdd',
      importance: 'HIGH',
      documentation: 'Pattern of java.text.SimpleDateFormat for the time, in UTC.',
    },
  }),
  create: (config) => {
    const format = dateFormatOf('timestamp.format', config['timestamp.format']);
    return {
      apply: (record) => {
        const { topic, timestamp } = record;
        if (timestamp === null) throw new DataError(`Timestamp missing on record: {topic='${topic}'}`);
        return newRecord(record, {
          topic: timestampTopic(config['topic.format'], topic, format.format(new Date(timestamp))),
        });
      },
    };
  },
});
