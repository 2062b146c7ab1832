import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { parseConfig } from '../config/parse-config.ts';
import { atLeast, oneOf, oneOfIgnoringCase } from '../config/validators.ts';
import type { RawConfig } from '../connect/connector.ts';

/** The worker's own keys, in Kafka Connect's names; follows `org.apache.kafka.connect.runtime.WorkerConfig`. */
const workerConfigDef = defineConfig({
  'bootstrap.servers': {
    type: 'LIST',
    importance: 'HIGH',
    documentation: 'Addresses of brokers to find the Kafka cluster by, `host:port` each.',
  },
  'key.converter': {
    type: 'CLASS',
    importance: 'HIGH',
    documentation: 'Turns keys into the bytes in Kafka and back, for connectors that do not name their own.',
  },
  'value.converter': {
    type: 'CLASS',
    importance: 'HIGH',
    documentation: 'Turns values into the bytes in Kafka and back, for connectors that do not name their own.',
  },
  'header.converter': {
    type: 'CLASS',
    default: 'org.apache.kafka.connect.storage.SimpleHeaderConverter',
    importance: 'LOW',
    documentation: 'Turns header values into the bytes in Kafka and back, for connectors that do not name their own.',
  },
  'offset.flush.interval.ms': {
    type: 'LONG',
    default: 60_000,
    importance: 'LOW',
    documentation:
      'How often the offsets of a running source task are stored, in milliseconds. They are at its end anyway.',
    validator: atLeast(0),
  },
  'offset.flush.timeout.ms': {
    type: 'LONG',
    default: 5000,
    importance: 'LOW',
    documentation: 'How long the end of a run waits for records in flight before it gives them up, in milliseconds.',
    validator: atLeast(0),
  },
  'task.shutdown.graceful.timeout.ms': {
    type: 'LONG',
    default: 5000,
    importance: 'LOW',
    documentation: 'How long tasks get to stop, in milliseconds.',
    validator: atLeast(0),
  },
  'exactly.once.source.support': {
    type: 'STRING',
    default: 'disabled',
    importance: 'HIGH',
    documentation:
      'Whether source connectors deliver exactly once (enabled) unless they say otherwise by delivery.guarantee. The step in between that a cluster needs, preparing, is as disabled here.',
    validator: oneOfIgnoringCase('disabled', 'preparing', 'enabled'),
  },
  'metrics.recording.level': {
    type: 'STRING',
    default: 'INFO',
    importance: 'LOW',
    documentation:
      'Which metrics functions send to CloudWatch, where each costs money: the important ones (INFO) or all (DEBUG).',
    validator: oneOf('INFO', 'DEBUG'),
  },
  'metrics.sample.window.ms': {
    type: 'LONG',
    default: 30_000,
    importance: 'LOW',
    documentation:
      'Averages, maxima and rates of a standalone worker look back over two such windows, in milliseconds.',
    validator: atLeast(1),
  },
  'topic.creation.enable': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether topics are created for connectors with topic.creation settings.',
  },
  'topic.tracking.enable': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether the topics that a connector uses are remembered.',
  },
  'topic.tracking.allow.reset': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether users may have the remembered topics forgotten.',
  },
});

/** The parsed keys, and all keys as given: client settings and converter settings are read from those. */
export interface WorkerConfig {
  readonly parsed: ConfigOf<typeof workerConfigDef>;
  readonly raw: RawConfig;
}

/** @throws ConfigError for the first key that is wrong or missing. */
export const parseWorkerConfig = (raw: RawConfig): WorkerConfig => ({ parsed: parseConfig(workerConfigDef, raw), raw });
