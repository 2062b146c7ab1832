import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { between, nonEmptyString } from '../../../config/validators.ts';
import { connectionKeys } from '../connection-keys.ts';
import { topicFilters } from '../validators.ts';

/** How the original keeps messages between the broker and its polls. */
const queueKeys = defineConfig({
  'records.buffer.queue.size': {
    type: 'INT',
    default: 50_000,
    importance: 'LOW',
    documentation: 'How many messages wait in memory.',
    group: 'Connection',
    ignored: 'messages wait at the broker',
  },
  'records.buffer.queue.max.batch.size': {
    type: 'INT',
    default: 4096,
    importance: 'LOW',
    documentation: 'How many messages a poll takes.',
    group: 'Connection',
    ignored: 'the runtime makes its own batches',
  },
  'records.buffer.queue.empty.timeout': {
    type: 'INT',
    default: 100,
    importance: 'LOW',
    documentation: 'How long a poll waits for messages, in milliseconds.',
    group: 'Connection',
    ignored: 'a poll waits for the first message',
  },
  'records.buffer.queue.full.timeout': {
    type: 'INT',
    default: 60_000,
    importance: 'LOW',
    documentation: 'How long a message waits for room, in milliseconds.',
    group: 'Connection',
    ignored: 'messages wait at the broker',
  },
});

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
    default: true,
    importance: 'MEDIUM',
    documentation:
      'Whether a message that is not the JSON that its WITHCONVERTER reads fails the task. With false, the default of the original, it is left out with a line in the log, and lost.',
    group: 'Lenses',
  },
  'connect.mqtt.process.duplicates': {
    type: 'BOOLEAN',
    default: null,
    importance: 'LOW',
    documentation: 'Whether messages are taken that the broker sends again.',
    group: 'Lenses',
    ignored: 'what is in Kafka already is told by its id, and all else is taken',
  },
  'connect.mqtt.share.replicate': {
    type: 'BOOLEAN',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Whether each task has all shared subscriptions.',
    group: 'Lenses',
    ignored: 'each task has them',
  },
  'connect.mqtt.polling.timeout': {
    type: 'INT',
    default: null,
    importance: 'LOW',
    documentation: 'How long a poll waits for messages.',
    group: 'Lenses',
    ignored: 'a run ends by schedule.idle.timeout.ms',
  },
  'connect.converter.avro.schemas': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'Schema files for the AvroConverter.',
    group: 'Lenses',
    ignored: 'WITHCONVERTER with the AvroConverter is refused',
  },
  ...queueKeys,
});

export type MqttSourceConfig = ConfigOf<typeof mqttSourceConfig>;
