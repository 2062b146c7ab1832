/**
 * What the parts of a worker log as: the packages of Kafka Connect that do the same there, so that the names which people
 * set levels of keep their meaning. Tasks of a connector log as its task class.
 */
export const LOGGERS = {
  /** The worker's start and end, and what looks after connectors. */
  runtime: 'org.apache.kafka.connect.runtime',
  /** Source runs and sink batches. */
  tasks: 'org.apache.kafka.connect.runtime.tasks',
  /** What brings about what is configured. */
  reconciler: 'org.apache.kafka.connect.runtime.reconciler',
  rest: 'org.apache.kafka.connect.runtime.rest',
  storage: 'org.apache.kafka.connect.storage',
  kafka: 'org.apache.kafka.clients',
} as const;
