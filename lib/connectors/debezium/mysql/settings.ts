import type { RawConfig } from '../../../connect/connector.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { SourcePartition } from '../../../connect/offset.ts';
import { fieldNameAdjuster, schemaNameAdjuster } from '../../../formats/avro/name-adjuster.ts';
import { contextHeaders } from '../change-records.ts';
import { createColumnMappers } from '../column-mapper.ts';
import { createEventClock } from '../event-clock.ts';
import { createLosses } from '../lossy-types.ts';
import { createKeyMapper } from '../message-key.ts';
import { nameFilter } from '../name-patterns.ts';
import { createNotifications, type Notifications } from '../notifications.ts';
import { createTableFilter, snapshotFilter } from '../table-filter.ts';
import type { TableId } from '../table-id.ts';
import { createTopicNaming, type TopicNaming } from '../topic-naming.ts';
import { isBuiltIn } from './catalog.ts';
import type { MySqlConfig } from './config.ts';
import type { Flavor } from './flavor.ts';
import { type Gtids, gtidsOf } from './gtids.ts';
import type { RecordMaker } from './rows.ts';
import { createSource, SOURCE_SCHEMAS } from './source.ts';
import type { TableSettings } from './tables.ts';
import { columnLosses, columnOf } from './types/column-of.ts';

/** A configuration worked out, once a task. */
export interface TaskSettings {
  readonly config: MySqlConfig;
  readonly raw: RawConfig;
  readonly flavor: Flavor;
  readonly gtids: Gtids;
  readonly partition: SourcePartition;
  readonly topics: TopicNaming;
  readonly tables: TableSettings;
  readonly maker: RecordMaker;
  readonly skipped: ReadonlySet<string>;
  readonly signalTable: TableId | null;
  readonly log: Logger;
  readonly notifications: Notifications;
  isCaptured(table: TableId): boolean;
  isDatabaseCaptured(database: string): boolean;
  isInSnapshot(table: TableId): boolean;
  isSignalTable(identifier: string): boolean;
  /** Whether a source of GTIDs counts. */
  isSourceIncluded(source: string): boolean;
  /** `snapshot.select.statement.overrides.<table>`. */
  overrideOf(identifier: string): string | undefined;
}

const overrides = (config: MySqlConfig, raw: RawConfig) => {
  const key = 'snapshot.select.statement.overrides';
  const tables = (config[key] ?? '').split(',').map((table) => table.trim());
  return new Map(tables.map((table) => [table, raw[`${key}.${table}`]]));
};

const tableIdOf = (identifier: string | undefined): TableId | null => {
  const [schema, table] = identifier?.split('.') ?? [];
  return schema === undefined || table === undefined ? null : { schema, table };
};

export const createTaskSettings = (
  config: MySqlConfig,
  raw: RawConfig,
  {
    flavor,
    log,
    task,
    runId,
  }: { readonly flavor: Flavor; readonly log: Logger; readonly task: number; readonly runId: string },
): TaskSettings => {
  const prefix = config['topic.prefix'];
  const topics = createTopicNaming(config);
  const signalTables = new Set(config['signal.data.collection'] ?? []);
  const statements = overrides(config, raw);
  const losses = createLosses(config, log);
  const lists = {
    ...config,
    'schema.include.list': config['database.include.list'],
    'schema.exclude.list': config['database.exclude.list'],
  };
  const inDatabases = nameFilter(config['database.include.list'], config['database.exclude.list']);
  return {
    config,
    raw,
    flavor,
    gtids: gtidsOf(flavor),
    partition: { server: prefix },
    topics,
    log,
    notifications: createNotifications(config, log),
    tables: {
      columnOf: (id, column) => columnOf({ config, flavor, losses }, id, column),
      lossesOf: (id, column) => columnLosses(id, column, config),
      losses,
      schemas: {
        topicOf: topics.table,
        adjustSchemaName: schemaNameAdjuster(config['schema.name.adjustment.mode']),
        adjustFieldName: fieldNameAdjuster(config['field.name.adjustment.mode']),
        isColumnIncluded: nameFilter(config['column.include.list'], config['column.exclude.list']),
        mapperOf: createColumnMappers(raw),
        keyColumnsOf: createKeyMapper(config['message.key.columns']),
        sourceSchema: SOURCE_SCHEMAS[flavor],
        unavailablePlaceholder: config['unavailable.value.placeholder'],
      },
    },
    maker: {
      tombstones: config['tombstones.on.delete'],
      headers: config['extended.headers.enabled']
        ? contextHeaders({ connectorLogicalName: prefix, taskId: String(task), connectorName: flavor, runId })
        : [],
      source: createSource(flavor, prefix),
      clock: createEventClock(Date.now),
    },
    skipped: new Set(config['skipped.operations']),
    signalTable: tableIdOf(config['signal.data.collection']?.[0]),
    isCaptured: createTableFilter(lists, (id) => config['table.ignore.builtin'] && isBuiltIn(id)),
    isDatabaseCaptured: inDatabases,
    isInSnapshot: snapshotFilter(config),
    isSignalTable: (identifier) => signalTables.has(identifier),
    isSourceIncluded: nameFilter(config['gtid.source.includes'], config['gtid.source.excludes']),
    overrideOf: (identifier) => statements.get(identifier),
  };
};
