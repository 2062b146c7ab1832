import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { between, nonEmptyString } from '../../../config/validators.ts';
import { connectionKeys } from '../connection-keys.ts';
import { topicFilters } from '../validators.ts';

/** The keys of Confluent's MqttSourceConnector, and those of Lenses' that mean the same. */
export const mqttSourceConfig = defineConfig({
  ...connectionKeys,
  'mqtt.topics': {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    validator: topicFilters,
    documentation:
      'Topics to subscribe to, with the wildcards + and #, or $share/<group>/<filter> for a shared subscription. They are spread over the tasks; a shared subscription goes to every task. Needed unless connect.mqtt.kcql is given.',
    group: 'MQTT',
  },
  'mqtt.qos': {
    type: 'INT',
    default: 0,
    importance: 'LOW',
    validator: between(0, 2),
    documentation:
      'Quality of service to subscribe with. With 0 the broker keeps nothing: what comes while no run is connected, or is not in Kafka yet when the task dies, is lost.',
    group: 'MQTT',
  },
  'kafka.topic': {
    type: 'STRING',
    default: 'mqtt',
    importance: 'HIGH',
    validator: nonEmptyString,
    documentation: 'Topic to write to. The key of a record is the topic of its message.',
    group: 'Kafka',
  },
  'connect.mqtt.converter.throw.on.error': {
    type: 'BOOLEAN',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Whether a message that cannot be converted fails the task.',
    group: 'Lenses',
    ignored: 'bytes need no conversion',
  },
});

export type MqttSourceConfig = ConfigOf<typeof mqttSourceConfig>;
