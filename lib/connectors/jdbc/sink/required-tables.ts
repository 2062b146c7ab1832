import { ConnectError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Session } from '../dialect.ts';
import type { Layouts } from './layouts.ts';
import type { SinkSettings } from './sink-settings.ts';

type RequireTables = (session: Session, records: readonly SinkRecord[]) => Promise<void>;

/**
 * Fails the task where a topic has no table, under `schema.evolution=validate-only`: with the first batch, of all topics that
 * the configuration names, of others with their own. Follows `io.debezium.connector.jdbc.CollectionsExistsValidator`.
 */
export const createRequiredTables = (layouts: Layouts, { requiredTables, tableNames }: SinkSettings): RequireTables => {
  if (requiredTables === null) return async () => {};
  const checked = new Set<string>();
  const require = async (session: Session, topic: string): Promise<void> => {
    const missing = await layouts.missingTable(session, topic, tableNames.format);
    if (missing !== null)
      throw new ConnectError(
        `Target table '${missing}' does not exist, but 'schema.evolution' is set to 'validate-only'. Create the target table before the connector processes records or use 'schema.evolution=basic'.`,
        { className: 'io.debezium.DebeziumException' },
      );
    checked.add(topic);
  };
  return async (session, records) => {
    const come = requiredTables.areAll ? [] : records.map(({ topic }) => topic);
    for (const topic of new Set([...requiredTables.topics, ...come]))
      if (!checked.has(topic)) await require(session, topic);
  };
};
