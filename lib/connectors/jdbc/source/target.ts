import type { SourcePartition } from '../../../connect/offset.ts';
import { type Quoting, qualifiedName, type TableId } from '../table-id.ts';
import { type ColumnNames, columnNames } from './column-names.ts';
import type { JdbcSourceConfig } from './config.ts';

/** What one topic is filled with: a table or the query. */
export interface Target {
  readonly kind: 'table' | 'query';
  /** For messages. */
  readonly name: string;
  readonly select: string;
  readonly topic: string;
  /** Name of the value's schema. */
  readonly schemaName: string | undefined;
  readonly columnNames: ColumnNames;
  /** One object for all records. */
  readonly partition: SourcePartition;
  /** What older versions of the original wrote; looked up where `partition` has no offset. */
  readonly formerPartition: SourcePartition | null;
}

/** Partitions follow the original's `OffsetProtocols`, version 1 and, as the former, 0. */
export const tableTarget = (table: TableId, config: JdbcSourceConfig, quoting: Quoting): Target => ({
  kind: 'table',
  name: qualifiedName(table),
  select: `SELECT * FROM ${quoting.table(config['table.names.qualify'] ? table : { ...table, catalog: null, schema: null })}`,
  topic: config['topic.prefix'] + table.name,
  schemaName: table.name,
  columnNames: columnNames(config, table),
  partition: { protocol: '1', table: qualifiedName(table) },
  formerPartition: { table: table.name },
});

export const queryTarget = (query: string, config: JdbcSourceConfig): Target => ({
  kind: 'query',
  name: 'query',
  select: query,
  topic: config['topic.prefix'],
  schemaName: undefined,
  columnNames: columnNames(config, null),
  partition: { query: 'query' },
  formerPartition: null,
});
