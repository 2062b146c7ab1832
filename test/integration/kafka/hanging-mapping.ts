import { silentLogger } from '../../../lib/connect/logger.ts';
import { createKafkaJs } from '../../../lib/kafka/kafkajs/create-kafkajs.ts';
import { createEventSourceMapping } from '../../../lib/standalone/event-source/event-source-mapping.ts';

// A process of its own, to be killed: its function says that it was invoked, and never answers.
const [servers = '', topic = '', groupId = ''] = process.argv.slice(2);

createEventSourceMapping({
  kafka: createKafkaJs({ log: silentLogger }),
  clientConfig: { 'bootstrap.servers': servers, 'session.timeout.ms': '6000' },
  topic,
  groupId,
  settings: { batchSize: 10, batchingWindowMs: 0, startingPosition: 'TRIM_HORIZON', reportBatchItemFailures: true },
  invoke: async ({ records }) => {
    process.stdout.write(`invoked with ${records.length}\n`);
    return new Promise(() => {});
  },
  log: silentLogger,
}).start();
