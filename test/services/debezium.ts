import { type OriginalWorker, startOriginalWorker } from './original-worker.ts';

/** The original worker with Debezium's connectors. */
export type DebeziumService = OriginalWorker;

/** Debezium 3.6.1 for PostgreSQL, MySQL and MongoDB; and, as Maven Central has no newer one, 3.5.0 for MariaDB. */
const FOLDERS = { 'debezium-3.6.1': 'debezium', 'debezium-mariadb-3.5.0': 'debezium-mariadb' };

/** Kafka Connect 4.3.1, standalone, with Debezium. */
export const startDebezium = (
  bootstrapServers: string,
  edition: keyof typeof FOLDERS = 'debezium-3.6.1',
): Promise<DebeziumService> =>
  startOriginalWorker({ bootstrapServers, name: edition, folder: FOLDERS[edition], discovery: 'service_load' });
