import { ConfigError, ConnectError } from '../../../connect/errors.ts';
import { parseKcql, type Route } from '../kcql.ts';
import type { MqttSinkConfig } from './config.ts';
import { createTopicTemplate, type TopicOf } from './topic-template.ts';

/** Whether the target is the path of a field whose text is the topic. */
const FROM_FIELD = 'mqtt.target.from.field';

/** What Lenses' targets mean as templates. @throws ConfigError for a clause that means nothing to a sink. */
const templateOf = ({ target, converter, keys, properties }: Route): string => {
  const unknown = [
    ...(converter === null || converter === 'BytesConverter' ? [] : ['WITHCONVERTER']),
    ...(keys.length > 0 ? ['WITHKEY'] : []),
    ...[...properties.keys()].filter((name) => name !== FROM_FIELD),
  ];
  if (unknown.length > 0) throw new ConfigError(`This means nothing to a sink: ${unknown.join(', ')}`);
  if (target.toLowerCase() === '_key') return '${key}';
  if (target.toLowerCase() === '_topic') return '${topic}';
  return properties.get(FROM_FIELD)?.toLowerCase() === 'true' ? `\${value.${target}}` : target;
};

/** Where records go: by one template, or by the KCQL statement of their Kafka topic. */
export const createTopics = (config: MqttSinkConfig): TopicOf => {
  const kcql = config['connect.mqtt.kcql'];
  if (kcql === null) return createTopicTemplate(config['mqtt.topic']);
  const targets = new Map(parseKcql(kcql).map((route) => [route.source, createTopicTemplate(templateOf(route))]));
  return (record) => {
    const target = targets.get(record.originalTopic) ?? targets.get(record.topic) ?? targets.get('*');
    if (target === undefined)
      throw new ConnectError(`connect.mqtt.kcql has no statement for the topic ${record.originalTopic}`);
    return target(record);
  };
};
