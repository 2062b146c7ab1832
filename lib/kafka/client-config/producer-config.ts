import { defineConfig } from '../../config/config-def.ts';
import { atLeast, between, oneOf, oneOfIgnoringCase } from '../../config/validators.ts';

/**
 * A producer's settings; follows `org.apache.kafka.clients.producer.ProducerConfig`. Two defaults differ: `batch.size`,
 * since here a batch is what the caller sends at once and not what gathers while waiting; and `acks`, which is the same
 * but may be nothing else as long as the producer is idempotent.
 */
export const producerConfig = defineConfig({
  'compression.type': {
    type: 'STRING',
    default: 'none',
    validator: oneOfIgnoringCase('none', 'gzip', 'snappy', 'lz4', 'zstd'),
    importance: 'HIGH',
    documentation: 'How record batches are compressed.',
  },
  acks: {
    type: 'STRING',
    default: 'all',
    validator: oneOf('all', '-1', '1', '0'),
    importance: 'LOW',
    documentation: 'Who must have a record before it counts; all unless enable.idempotence is false.',
  },
  'enable.idempotence': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether brokers drop what a retry sends twice, which also keeps the order.',
  },
  'batch.size': {
    type: 'INT',
    default: 524_288,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'The most bytes of one record batch before compression, unless a single record is larger.',
  },
  'max.request.size': {
    type: 'INT',
    default: 1_048_576,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'The most bytes of one request, and so the largest record.',
  },
  'delivery.timeout.ms': {
    type: 'INT',
    default: 120_000,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'How long to keep trying before a send fails.',
  },
  'max.block.ms': {
    type: 'LONG',
    default: 60_000,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'How long to wait for a topic to appear before a send fails.',
  },
  'transactional.id': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Who the producer is across restarts, in transactions.',
  },
  'transaction.timeout.ms': {
    type: 'INT',
    default: 60_000,
    validator: atLeast(1),
    importance: 'LOW',
    documentation: 'How long a transaction may stay open before Kafka aborts it, in milliseconds.',
  },
  'max.in.flight.requests.per.connection': {
    type: 'INT',
    default: 5,
    validator: between(1, 5),
    importance: 'LOW',
    documentation: 'How many requests may be under way to one broker.',
    ignored: 'one at a time is sent to each broker, as large as it gets',
  },
  'linger.ms': {
    type: 'LONG',
    default: 5,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'How long to wait for more records.',
    ignored: 'records are sent at once: the caller hands them over in batches',
  },
  retries: {
    type: 'INT',
    default: 2_147_483_647,
    validator: atLeast(0),
    importance: 'HIGH',
    documentation: 'How often a request is tried again.',
    ignored: 'delivery.timeout.ms bounds the attempts',
  },
  'buffer.memory': {
    type: 'LONG',
    default: 33_554_432,
    importance: 'HIGH',
    documentation: 'How many bytes may wait to be sent.',
    ignored: 'nothing waits: a send is sent at once',
  },
});
