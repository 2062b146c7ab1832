import { ConfigError } from '../connect/errors.ts';
import type { Logger } from '../connect/logger.ts';
import type { TableNames } from '../storage/dynamodb/tables.ts';
import type { Storage } from '../storage/storage.ts';
import type { StandaloneConfig } from './standalone-config.ts';

const TABLE_KEYS = ['config.storage.table', 'offset.storage.table', 'status.storage.table'] as const;

const tableNames = (config: StandaloneConfig): TableNames => {
  const [configs, offsets, statuses] = TABLE_KEYS.map((key) => {
    const name = config[key];
    if (name === null) throw new ConfigError(`Missing required configuration "${key}": the three tables go together.`);
    return name;
  });
  if (configs === undefined || offsets === undefined || statuses === undefined) throw new ConfigError('No tables');
  return { configs, offsets, statuses };
};

const openTables = async (config: StandaloneConfig, logger: Logger): Promise<Storage> => {
  const tables = tableNames(config);
  const region = config['dynamodb.region'];
  const endpoint = config['dynamodb.endpoint'];
  const settings = { ...(region !== null && { region }), ...(endpoint !== null && { endpoint }) };
  const { openDynamoDb } = await import('./open-dynamodb.ts');
  return openDynamoDb(tables, settings, logger);
};

/**
 * The worker's three tables: in DynamoDB when tables are named, else in one SQLite file. Only the store that is used is
 * loaded: the other's client would take memory and time to start.
 *
 * @throws ConfigError
 */
export const openStorage = async (config: StandaloneConfig, logger: Logger): Promise<Storage> => {
  if (TABLE_KEYS.some((key) => config[key] !== null)) return openTables(config, logger);
  const file = config['offset.storage.file.filename'];
  if (file === null)
    throw new ConfigError('Missing required configuration "offset.storage.file.filename" which has no default value.');
  const { openSqliteStorage } = await import('../storage/sqlite/sqlite-storage.ts');
  return openSqliteStorage(file);
};
