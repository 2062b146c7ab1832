import { ConnectError } from '../../../connect/errors.ts';
import { parseKcql } from '../kcql.ts';
import type { MqttSinkConfig } from './config.ts';
import { createTopicTemplate, type TopicOf } from './topic-template.ts';

/** Where records go: by one template, or by the KCQL statement of their Kafka topic. */
export const createTopics = (config: MqttSinkConfig): TopicOf => {
  const kcql = config['connect.mqtt.kcql'];
  if (kcql === null) return createTopicTemplate(config['mqtt.topic']);
  const targets = new Map(parseKcql(kcql).map(({ source, target }) => [source, createTopicTemplate(target)]));
  return (record) => {
    const target = targets.get(record.originalTopic) ?? targets.get(record.topic) ?? targets.get('*');
    if (target === undefined)
      throw new ConnectError(`connect.mqtt.kcql has no statement for the topic ${record.originalTopic}`);
    return target(record);
  };
};
