import { defineSourceConnector } from '../../../config/define-connector.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import { ConnectError } from '../../../connect/errors.ts';
import { connectionProblems, kcqlProblems } from '../connection-settings.ts';
import { mqttSourceConfig } from './config.ts';
import { subscriptionsOf, tasksFor } from './subscriptions.ts';

const MISSING: ConfigProblem = {
  key: 'mqtt.topics',
  message: 'Missing required configuration "mqtt.topics" which has no default value.',
};

/** Follows `io.confluent.connect.mqtt.MqttSourceConnector`. */
export const mqttSource = defineSourceConnector({
  name: 'mqtt-source',
  className: 'io.confluent.connect.mqtt.MqttSourceConnector',
  aliases: [
    'io.lenses.streamreactor.connect.mqtt.source.MqttSourceConnector',
    'com.datamountaineer.streamreactor.connect.mqtt.source.MqttSourceConnector',
  ],
  taskClass: 'io.confluent.connect.mqtt.MqttSourceTask',
  version: '1.7.6',
  documentation:
    'Subscribes to topics of an MQTT broker, 3.1.1 or 5. With mqtt.qos=1 or 2 and mqtt.clean.session.enabled=false no message is lost: the broker queues what comes while no run is connected, and is told that a message arrived when Kafka has it. With mqtt.qos=2 none comes twice either, but in one case: a run that dies between Kafka’s acknowledgement and the broker’s leaves messages that the broker sends again (so may a broker that loses what it last knew of the session). A run that ends by itself, pauses, restarts of the connector and of the broker repeat nothing. Where it reads on is in the broker’s session, so its offsets cannot be altered.',
  configDef: mqttSourceConfig,
  example: {
    'connector.class': 'io.confluent.connect.mqtt.MqttSourceConnector',
    'tasks.max': '1',
    'mqtt.server.uri': 'tcp://localhost:1883',
    'mqtt.topics': 'sensors/+/temperature',
    'mqtt.qos': '1',
    'mqtt.clean.session.enabled': 'false',
    'kafka.topic': 'temperatures',
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
  },
  taskConfigs: (config, maxTasks, raw) => {
    const tasks = tasksFor(subscriptionsOf(config), maxTasks);
    return Array.from({ length: tasks }, (_, task) => ({
      ...raw,
      'task.id': String(task),
      'task.count': String(tasks),
    }));
  },
  validate: (config) => {
    const problems = [...connectionProblems(config), ...kcqlProblems(() => subscriptionsOf(config))];
    return problems.length > 0 || subscriptionsOf(config).length > 0 ? problems : [MISSING];
  },
  alterOffsets: (_config, offsets) => {
    if (offsets.length === 0) return true;
    throw new ConnectError(
      'Where an MQTT source reads on is in the session that the broker keeps for its client id: offsets cannot be altered. Another mqtt.client.id begins a new session.',
    );
  },
});
