import { defineSinkConnector } from '../../../config/define-connector.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import { asError, ConfigError } from '../../../connect/errors.ts';
import { connectionProblems, kcqlProblems } from '../connection-settings.ts';
import { type MqttSinkConfig, mqttSinkConfig } from './config.ts';
import { createTopicTemplate } from './topic-template.ts';
import { createTopics } from './topics.ts';

const templateProblem = ({ 'mqtt.topic': template }: MqttSinkConfig): readonly ConfigProblem[] => {
  try {
    createTopicTemplate(template);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return [{ key: 'mqtt.topic', message: asError(error).message }];
    throw error;
  }
};

/** Follows `io.confluent.connect.mqtt.MqttSinkConnector`. */
export const mqttSink = defineSinkConnector({
  name: 'mqtt-sink',
  className: 'io.confluent.connect.mqtt.MqttSinkConnector',
  aliases: [
    'io.lenses.streamreactor.connect.mqtt.sink.MqttSinkConnector',
    'com.datamountaineer.streamreactor.connect.mqtt.sink.MqttSinkConnector',
  ],
  taskClass: 'io.confluent.connect.mqtt.MqttSinkTask',
  version: '1.7.6',
  documentation:
    'Publishes records to topics of an MQTT broker, 3.1.1 or 5: bytes and texts as they are, other values as JSON. A batch counts once the broker has confirmed all of it (mqtt.qos=1 or 2); after a failure it is published again from its start.',
  configDef: mqttSinkConfig,
  example: {
    'connector.class': 'io.confluent.connect.mqtt.MqttSinkConnector',
    'tasks.max': '1',
    topics: 'sink-messages',
    'mqtt.server.uri': 'tcp://localhost:1883',
    'mqtt.qos': '1',
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  validate: (config) => [
    ...connectionProblems(config),
    ...templateProblem(config),
    ...(config['connect.mqtt.kcql'] === null ? [] : kcqlProblems(() => createTopics(config))),
  ],
});
