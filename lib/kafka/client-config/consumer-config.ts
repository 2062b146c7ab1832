import { defineConfig } from '../../config/config-def.ts';
import { atLeast, oneOf } from '../../config/validators.ts';

/** A consumer's settings; follows `org.apache.kafka.clients.consumer.ConsumerConfig`. */
export const consumerConfig = defineConfig({
  'fetch.min.bytes': {
    type: 'INT',
    default: 1,
    validator: atLeast(0),
    importance: 'HIGH',
    documentation: 'How many bytes a broker gathers before it answers a fetch.',
  },
  'fetch.max.bytes': {
    type: 'INT',
    default: 52_428_800,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'The most bytes of one fetch.',
  },
  'fetch.max.wait.ms': {
    type: 'INT',
    default: 500,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'How long a broker gathers before it answers a fetch.',
  },
  'max.partition.fetch.bytes': {
    type: 'INT',
    default: 1_048_576,
    validator: atLeast(0),
    importance: 'HIGH',
    documentation: 'The most bytes of one partition in one fetch; a larger record still comes.',
  },
  'session.timeout.ms': {
    type: 'INT',
    default: 45_000,
    importance: 'HIGH',
    documentation: 'After how long without a heartbeat a member is given up and its partitions are handed on.',
  },
  'heartbeat.interval.ms': {
    type: 'INT',
    default: 3_000,
    importance: 'HIGH',
    documentation: 'How often a member tells its group that it lives.',
  },
  'max.poll.interval.ms': {
    type: 'INT',
    default: 300_000,
    validator: atLeast(1),
    importance: 'MEDIUM',
    documentation: 'How long the members of a group wait for one another while partitions are handed out.',
  },
  'auto.offset.reset': {
    type: 'STRING',
    default: null,
    validator: oneOf('earliest', 'latest'),
    importance: 'MEDIUM',
    documentation: 'Where to go on when the committed offset is gone; by default the starting position.',
  },
  'isolation.level': {
    type: 'STRING',
    default: 'read_committed',
    validator: oneOf('read_committed', 'read_uncommitted'),
    importance: 'MEDIUM',
    documentation: "Whether records of open and aborted transactions are hidden. Lambda's poller hides them.",
  },
  'check.crcs': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether the checksums of fetched records are checked.',
  },
});
