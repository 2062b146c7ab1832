import type { Storage } from '../storage.ts';
import { openDatabase } from './open-database.ts';
import { createSqliteConfigs } from './sqlite-configs.ts';
import { createSqliteLeases } from './sqlite-leases.ts';
import { createSqliteOffsets } from './sqlite-offsets.ts';
import { createSqliteStatuses } from './sqlite-statuses.ts';
import { createSqliteTopics } from './sqlite-topics.ts';

/**
 * Everything in one SQLite file, for the standalone worker. One process owns the file: a change that another one makes is
 * stored, but not announced here.
 *
 * @throws ConfigError when the file cannot be used.
 */
export const openSqliteStorage = (path: string): Storage => {
  const database = openDatabase(path);
  return {
    configs: createSqliteConfigs(database),
    offsets: createSqliteOffsets(database),
    statuses: {
      ...createSqliteStatuses(database),
      ...createSqliteTopics(database),
      ...createSqliteLeases(database),
    },
    close: async () => database.close(),
  };
};
