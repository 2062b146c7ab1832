import type { Client } from 'cassandra-driver';
import { ConnectError } from '../../../connect/errors.ts';
import type { TableMapping } from './mapping/table-mapping.ts';
import { type CqlType, cqlType } from './types/cql-type.ts';

/** What Cassandra says of a table. */
export interface TableInfo {
  readonly keyspace: string;
  readonly name: string;
  readonly columns: ReadonlyMap<string, CqlType>;
  readonly partitionKey: readonly string[];
  /** That of the partition and that within it. */
  readonly primaryKey: readonly string[];
  readonly isCounter: boolean;
}

const NAME = /^[a-z]\w*$/i;

/** A name that is not quoted is in lower case; one that must be quoted is as it is. */
export const foldCase = (name: string): string => (NAME.test(name) ? name.toLowerCase() : name);

/** The name among those there are: as it is written, else, where names fold, in lower case. */
export const resolveName = (
  name: string,
  foldsCase: boolean,
  exists: (candidate: string) => boolean,
): string | undefined => (foldsCase ? [name, foldCase(name)] : [name]).find(exists);

const infoOf = async (client: Client, keyspace: string, name: string): Promise<TableInfo | undefined> => {
  // The declarations promise a table; there is null where there is none.
  const table: Awaited<ReturnType<typeof client.metadata.getTable>> | null = await client.metadata.getTable(
    keyspace,
    name,
  );
  if (table === null || table === undefined) return undefined;
  const columns = new Map(table.columns.map((column) => [column.name, cqlType(column.type)]));
  const partitionKey = table.partitionKeys.map((column) => column.name);
  return {
    keyspace,
    name,
    columns,
    partitionKey,
    primaryKey: [...partitionKey, ...table.clusteringKeys.map((column) => column.name)],
    isCounter: [...columns.values()].some(({ kind }) => kind === 'counter'),
  };
};

/** The keyspace of a mapping, as it is spelt there. */
export const findKeyspace = (client: Client, { keyspace, foldsCase }: TableMapping): string | undefined =>
  resolveName(keyspace, foldsCase, (name) => Object.hasOwn(client.metadata.keyspaces, name));

/** The table of a mapping; undefined if there is none. */
export const findTable = async (client: Client, mapping: TableMapping): Promise<TableInfo | undefined> => {
  const keyspace = findKeyspace(client, mapping);
  if (keyspace === undefined) return undefined;
  const { table, foldsCase } = mapping;
  const exact = await infoOf(client, keyspace, table);
  const folded = foldCase(table);
  return exact === undefined && foldsCase && folded !== table ? infoOf(client, keyspace, folded) : exact;
};

/** Why there is no such table, in the words of DataStax's connector. */
export const missingTable = async (client: Client, mapping: TableMapping): Promise<ConnectError> => {
  const { keyspace, table } = mapping;
  const lower = { ...mapping, foldsCase: true };
  const found = findKeyspace(client, mapping);
  if (found === undefined) {
    const hint = findKeyspace(client, lower);
    return new ConnectError(
      hint === undefined
        ? `Keyspace ${keyspace} does not exist.`
        : `Keyspace ${keyspace} does not exist, however a keyspace ${hint} was found. Update the config to use ${hint} if desired.`,
    );
  }
  const hint = await findTable(client, lower);
  return new ConnectError(
    hint === undefined
      ? `Table ${table} does not exist.`
      : `Table ${table} does not exist, however a table ${hint.name} was found. Update the config to use ${hint.name} if desired.`,
  );
};
