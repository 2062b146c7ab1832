import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { atLeast, between, nonEmptyString } from '../../../config/validators.ts';
import { connectionKeys } from '../connection-keys.ts';

/** The keys of Confluent's MqttSinkConnector, and those of Lenses' that mean the same. */
export const mqttSinkConfig = defineConfig({
  ...connectionKeys,
  'mqtt.qos': {
    type: 'INT',
    default: 0,
    importance: 'LOW',
    validator: between(0, 2),
    documentation:
      'Quality of service to publish with. With 0 the broker confirms nothing: what it does not get is lost.',
    group: 'MQTT',
  },
  'mqtt.retained.enabled': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation:
      'Whether the broker keeps the last message of each topic for those who subscribe later. A record without a value then makes it forget. With connect.mqtt.hosts it is connect.mqtt.retained.messages that counts.',
    group: 'MQTT',
  },
  'mqtt.publish.timeout.ms': {
    type: 'INT',
    default: 30_000,
    importance: 'LOW',
    validator: atLeast(-1),
    documentation:
      'How long the broker may take to confirm the next of the messages that are on their way; 0 or -1 for as long as it takes. Then the batch is published again from its start.',
    group: 'MQTT',
  },
  'connect.mqtt.retained.messages': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Lenses’ mqtt.retained.enabled, with connect.mqtt.hosts.',
    group: 'Lenses',
  },
  'mqtt.topic': {
    type: 'STRING',
    default: '${topic}',
    importance: 'MEDIUM',
    validator: nonEmptyString,
    documentation:
      'Topic to publish to, in which ${topic}, ${partition}, ${key}, ${key.field}, ${value.field} and ${header.name} stand for parts of the record. By default the Kafka topic’s name, as in the original.',
    internal: true,
  },
});

export type MqttSinkConfig = ConfigOf<typeof mqttSinkConfig>;
