import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { entryOf } from '../connect/connect-map.ts';
import { DataError } from '../connect/errors.ts';
import { javaClass } from '../connect/java-class.ts';
import { newRecord } from '../connect/record.ts';
import type { Transformation } from '../connect/transformation.ts';
import type { ConnectValue } from '../connect/value.ts';
import { requireMap } from './record/requirements.ts';
import { CONFLUENT_VERSION } from './record/version.ts';
import { dateFormatOf, timestampTopic } from './topic/timestamp-topic.ts';

const messageTimestampRouterConfig = defineConfig({
  'topic.format': {
    type: 'STRING',
    default: '${topic}-${timestamp}',
    importance: 'HIGH',
    documentation: 'The new name, with ${topic} for the old one and ${timestamp} for the time.',
  },
  'message.timestamp.format': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation:
      'Pattern of java.text.SimpleDateFormat, in UTC, of times that are texts. When empty, they are milliseconds since 1970.',
  },
  'topic.timestamp.format': {
    type: 'STRING',
    default: 'yyyyMMdd',
    importance: 'HIGH',
    documentation: 'Pattern of java.text.SimpleDateFormat for the time in the name, in UTC.',
  },
  'message.timestamp.keys': {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    documentation: "Fields to look for the time in, the first one there counting; without any, the record's timestamp.",
  },
});

const PURPOSE = 'message timestamp extraction';

const createMessageTimestampRouter = (config: ConfigOf<typeof messageTimestampRouterConfig>): Transformation => {
  const pattern = config['message.timestamp.format'];
  const messageFormat = pattern === '' ? undefined : dateFormatOf('message.timestamp.format', pattern);
  const topicFormat = dateFormatOf('topic.timestamp.format', config['topic.timestamp.format']);

  const parse = (text: string): Date | null =>
    messageFormat === undefined ? (/^-?\d+$/.test(text) ? new Date(Number(text)) : null) : messageFormat.parse(text);

  const dateOf = (value: ConnectValue): Date => {
    if (value instanceof Date) return value;
    if (typeof value === 'number' || typeof value === 'bigint') return new Date(Number(value));
    const date = typeof value === 'string' ? parse(value) : null;
    if (date !== null) return date;
    throw new DataError(
      typeof value === 'string'
        ? `Could not parse timestamp: value (${value}) does not match pattern (${pattern})`
        : `Expected a timestamp, but found class ${javaClass(value)}`,
    );
  };

  return {
    apply: (record) => {
      const map = requireMap(record.value, PURPOSE);
      const found = config['message.timestamp.keys'].map((key) => entryOf(map, key)).find((value) => value !== null);
      const time = found ?? record.timestamp;
      if (time === null) throw new DataError(`Timestamp missing on record: {topic='${record.topic}'}`);
      const date = dateOf(time);
      if (Number.isNaN(date.getTime())) throw new DataError(`Timestamp out of range: ${String(time)}`);
      return newRecord(record, {
        topic: timestampTopic(config['topic.format'], record.topic, topicFormat.format(date)),
      });
    },
  };
};

/** Follows `io.confluent.connect.transforms.MessageTimestampRouter`, https://docs.confluent.io/kafka-connectors/transforms/current/messagetimestamprouter.html; as there, values must be maps. */
export const messageTimestampRouter = defineTransformation({
  className: 'io.confluent.connect.transforms.MessageTimestampRouter',
  version: CONFLUENT_VERSION,
  documentation: 'Makes a time that is in the value part of the name of the topic.',
  configDef: messageTimestampRouterConfig,
  create: createMessageTimestampRouter,
});
