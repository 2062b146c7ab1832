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
import type { PostgresConfig } from './config.ts';
import type { RecordMaker } from './rows.ts';
import { createSource, SOURCE_SCHEMA } from './source.ts';
import type { TableSettings } from './tables.ts';

/** A configuration worked out, once a task. */
export interface TaskSettings {
  readonly config: PostgresConfig;
  readonly partition: SourcePartition;
  readonly topics: TopicNaming;
  readonly tables: TableSettings;
  readonly maker: RecordMaker;
  readonly skipped: ReadonlySet<string>;
  readonly log: Logger;
  readonly notifications: Notifications;
  isCaptured(table: TableId): boolean;
  isInSnapshot(table: TableId): boolean;
  isSignalTable(identifier: string): boolean;
  isMessageIncluded(prefix: string): boolean;
  /** `snapshot.select.statement.overrides.<table>`. */
  overrideOf(identifier: string): string | undefined;
}

const BUILT_IN = /^(pg_catalog|information_schema|pg_toast.*|pg_temp.*)$/;

const overrides = (config: PostgresConfig, raw: RawConfig) => {
  const key = 'snapshot.select.statement.overrides';
  const tables = (config[key] ?? '').split(',').map((table) => table.trim());
  return new Map(tables.map((table) => [table, raw[`${key}.${table}`]]));
};

export const createTaskSettings = (
  config: PostgresConfig,
  raw: RawConfig,
  { log, task, runId }: { readonly log: Logger; readonly task: number; readonly runId: string },
): TaskSettings => {
  const prefix = config['topic.prefix'];
  const topics = createTopicNaming(config);
  const isColumnIncluded = nameFilter(config['column.include.list'], config['column.exclude.list']);
  const signalTables = new Set(config['signal.data.collection'] ?? []);
  const statements = overrides(config, raw);
  return {
    config,
    partition: { server: prefix },
    topics,
    log,
    notifications: createNotifications(config, log),
    tables: {
      types: config,
      includeComments: config['include.schema.comments'],
      losses: createLosses(config, log),
      schemas: {
        topicOf: topics.table,
        adjustSchemaName: schemaNameAdjuster(config['schema.name.adjustment.mode']),
        adjustFieldName: fieldNameAdjuster(config['field.name.adjustment.mode']),
        isColumnIncluded,
        mapperOf: createColumnMappers(raw),
        keyColumnsOf: createKeyMapper(config['message.key.columns']),
        sourceSchema: SOURCE_SCHEMA,
        unavailablePlaceholder: config['unavailable.value.placeholder'],
      },
    },
    maker: {
      tombstones: config['tombstones.on.delete'],
      headers: config['extended.headers.enabled']
        ? contextHeaders({ connectorLogicalName: prefix, taskId: String(task), connectorName: 'postgresql', runId })
        : [],
      source: createSource(prefix, config['database.dbname']),
      clock: createEventClock(Date.now),
    },
    skipped: new Set(config['skipped.operations']),
    isCaptured: createTableFilter(config, ({ schema }) => config['table.ignore.builtin'] && BUILT_IN.test(schema)),
    isInSnapshot: snapshotFilter(config),
    isSignalTable: (identifier) => signalTables.has(identifier) && config['signal.enabled.channels'].includes('source'),
    isMessageIncluded: nameFilter(config['message.prefix.include.list'], config['message.prefix.exclude.list']),
    overrideOf: (identifier) => statements.get(identifier),
  };
};
