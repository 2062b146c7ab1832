import type { Client } from 'cassandra-driver';
import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { type Bind, createBind } from './bind/bind.ts';
import { createBindQuery } from './bind/bind-query.ts';
import { UnknownColumnsError } from './bind/wildcards.ts';
import { addColumns, createTable } from './manage-tables.ts';
import type { TableMapping } from './mapping/table-mapping.ts';
import type { Row } from './row.ts';
import { findKeyspace, findTable, missingTable, type TableInfo } from './table-info.ts';

/** Makes rows by mappings, looking at each table once. */
export interface Plans {
  /** Undefined where Cassandra must be asked first. @throws DataError */
  known(mapping: TableMapping, record: SinkRecord): Row | undefined;
  /**
   * Asks Cassandra about the table, and makes or changes it where it may. `null` for a deletion ahead of the first row: the table is
   * still to be made, and has nothing to delete. @throws DataError, ConnectError
   */
  ask(client: Client, mapping: TableMapping, record: SinkRecord): Promise<Row | null>;
  /** Forgets what tables are like. */
  forget(): void;
}

interface Plan {
  readonly bind: Bind;
  readonly table: TableInfo | null;
}

const planFor = (mapping: TableMapping, table: TableInfo | null): Plan => {
  if (mapping.query !== null) return { bind: createBindQuery(mapping, mapping.query), table };
  if (table === null) throw new DataError('There is no table');
  return { bind: createBind(mapping, table), table };
};

export const createPlans = (): Plans => {
  const plans = new Map<TableMapping, Plan>();
  /** The keyspaces that the driver has looked at since something went wrong. */
  const fresh = new Set<string>();

  const remember = (mapping: TableMapping, table: TableInfo | null): Plan => {
    const plan = planFor(mapping, table);
    plans.set(mapping, plan);
    return plan;
  };

  const tableFor = async (client: Client, mapping: TableMapping, record: SinkRecord): Promise<TableInfo | null> => {
    const keyspace = findKeyspace(client, mapping);
    if (keyspace !== undefined && !fresh.has(keyspace)) {
      await client.metadata.refreshKeyspace(keyspace);
      fresh.add(keyspace);
    }
    const found = (await findTable(client, mapping)) ?? (await createTable(client, mapping, record));
    if (found !== undefined) return found;
    if (record.value === null && mapping.creates.table) return null;
    throw await missingTable(client, mapping);
  };

  /** The table may have changed since, and may be changed where the mapping says so. */
  const widened = async (
    client: Client,
    mapping: TableMapping,
    table: TableInfo,
    error: UnknownColumnsError,
  ): Promise<TableInfo> => {
    await client.metadata.refreshKeyspace(table.keyspace);
    const now = (await findTable(client, mapping)) ?? table;
    if (now.columns.size > table.columns.size) return now;
    if (!mapping.creates.table) throw error;
    return (await addColumns(client, table, mapping, error.fields)) ?? table;
  };

  return {
    known: (mapping, record) => {
      const plan = mapping.query === null ? plans.get(mapping) : remember(mapping, null);
      if (plan === undefined) return undefined;
      try {
        return plan.bind(record);
      } catch (error) {
        if (error instanceof UnknownColumnsError) return undefined;
        throw error;
      }
    },
    ask: async (client, mapping, record) => {
      const known = plans.get(mapping);
      const table = known === undefined ? await tableFor(client, mapping, record) : known.table;
      if (known === undefined && table === null) return null;
      const plan = known ?? remember(mapping, table);
      try {
        return plan.bind(record);
      } catch (error) {
        if (!(error instanceof UnknownColumnsError) || plan.table === null) throw error;
        return remember(mapping, await widened(client, mapping, plan.table, error)).bind(record);
      }
    },
    forget: () => {
      plans.clear();
      fresh.clear();
    },
  };
};
