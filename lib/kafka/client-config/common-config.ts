import { defineConfig } from '../../config/config-def.ts';
import { atLeast, oneOf } from '../../config/validators.ts';

/** What every client needs to reach the brokers; follows `org.apache.kafka.clients.CommonClientConfigs`. */
export const commonConfig = defineConfig({
  'bootstrap.servers': {
    type: 'LIST',
    importance: 'HIGH',
    documentation: 'Brokers to begin with, as host:port; the others are learnt from them.',
  },
  'client.id': {
    type: 'STRING',
    default: 'kafka-connect-serverless',
    importance: 'MEDIUM',
    documentation: "The name that the brokers' logs, metrics and quotas know this client by.",
  },
  'security.protocol': {
    type: 'STRING',
    default: 'PLAINTEXT',
    validator: oneOf('PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'),
    importance: 'MEDIUM',
    documentation: 'Whether connections are encrypted and whether the client logs in.',
  },
  'request.timeout.ms': {
    type: 'INT',
    default: 30_000,
    validator: atLeast(1),
    importance: 'MEDIUM',
    documentation: 'How long to wait for the answer to one request before it is tried again.',
  },
  'socket.connection.setup.timeout.ms': {
    type: 'LONG',
    default: 10_000,
    validator: atLeast(1),
    importance: 'MEDIUM',
    documentation: 'How long a connection may take to be established.',
  },
  'metadata.max.age.ms': {
    type: 'LONG',
    default: 300_000,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'How long the partitions of a topic and their leaders are taken as known.',
  },
  'retry.backoff.ms': {
    type: 'LONG',
    default: 100,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'Pause before a failed request is tried again the first time; it doubles from there.',
  },
  'retry.backoff.max.ms': {
    type: 'LONG',
    default: 1_000,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'The longest pause between two attempts.',
  },
  'connections.max.idle.ms': {
    type: 'LONG',
    default: 540_000,
    importance: 'LOW',
    documentation: 'After how long an unused connection is closed.',
    ignored: 'idle connections are left to the broker to close',
  },
});
