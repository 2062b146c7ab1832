import { type OriginalWorker, startOriginalWorker } from './original-worker.ts';

/** Kafka Connect 4.3.1, standalone, with MongoDB's connectors 2.0.1. */
export const startMongoKafka = (bootstrapServers: string): Promise<OriginalWorker> =>
  startOriginalWorker({
    bootstrapServers,
    name: 'MongoDB’s connectors 2.0.1',
    folder: 'mongo-kafka',
    discovery: 'only_scan',
  });
