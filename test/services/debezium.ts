import { type OriginalWorker, startOriginalWorker } from './original-worker.ts';

/** The original worker with Debezium's connectors. */
export type DebeziumService = OriginalWorker;

/** Kafka Connect 4.3.1, standalone, with Debezium 3.6.1. */
export const startDebezium = (bootstrapServers: string): Promise<DebeziumService> =>
  startOriginalWorker({ bootstrapServers, name: 'Debezium 3.6.1', folder: 'debezium', discovery: 'service_load' });
