import type { RawConfig } from '../../../connect/connector.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { SourcePartition } from '../../../connect/offset.ts';
import { schemaNameAdjuster } from '../../../formats/avro/name-adjuster.ts';
import { contextHeaders } from '../change-records.ts';
import { createEventClock } from '../event-clock.ts';
import { createNotifications, type Notifications } from '../notifications.ts';
import { createTopicNaming, type TopicNaming } from '../topic-naming.ts';
import type { OperationTime } from './bson/bson-value.ts';
import { type CollectionSchema, createSchemas } from './collection-schema.ts';
import type { MongoDBConfig } from './config.ts';
import type { RecordMaker } from './event-records.ts';
import { createFieldSelector } from './field-selector.ts';
import { createNamespaceFilter, createSnapshotFilter, nameLists } from './filters.ts';
import type { Namespace } from './namespace.ts';
import { createSource } from './source.ts';

/** A configuration worked out, once a task. */
export interface TaskSettings {
  readonly config: MongoDBConfig;
  readonly partition: SourcePartition;
  readonly topics: TopicNaming;
  readonly maker: RecordMaker;
  readonly log: Logger;
  readonly notifications: Notifications;
  /** `capture.start.op.time`, which a JavaScript number would round. */
  readonly startTime: OperationTime | null;
  schemaOf(namespace: Namespace): CollectionSchema;
  isCaptured(namespace: Namespace): boolean;
  isInSnapshot(namespace: Namespace): boolean;
  isSignalCollection(identifier: string): boolean;
  isSkipped(op: string): boolean;
  /** `snapshot.collection.filter.overrides.<database.collection>`. */
  filterOf(identifier: string): string | undefined;
}

const overrides = (config: MongoDBConfig, raw: RawConfig) => {
  const key = 'snapshot.collection.filter.overrides';
  const collections = (config[key] ?? '').split(',').map((collection) => collection.trim());
  return new Map(collections.map((collection) => [collection, raw[`${key}.${collection}`]]));
};

const startTimeOf = (raw: RawConfig): OperationTime | null => {
  const time = BigInt(raw['capture.start.op.time'] ?? '-1');
  return time < 0n ? null : { sec: Number(time >> 32n), ord: Number(time & 0xffff_ffffn) };
};

export const createTaskSettings = (
  config: MongoDBConfig,
  raw: RawConfig,
  { log, task, runId }: { readonly log: Logger; readonly task: number; readonly runId: string },
): TaskSettings => {
  const prefix = config['topic.prefix'];
  const topics = createTopicNaming(config);
  const signals = new Set(config['signal.data.collection'] ?? []);
  const filters = overrides(config, raw);
  const skipped = new Set<string>(config['skipped.operations']);
  return {
    config,
    partition: { server_id: prefix },
    topics,
    log,
    notifications: createNotifications(config, log),
    startTime: startTimeOf(raw),
    maker: {
      tombstones: config['tombstones.on.delete'],
      headers: config['extended.headers.enabled']
        ? contextHeaders({ connectorLogicalName: prefix, taskId: String(task), connectorName: 'mongodb', runId })
        : [],
      source: createSource(prefix),
      clock: createEventClock(Date.now),
    },
    schemaOf: createSchemas({
      topicOf: ({ db, collection }) => topics.table({ schema: db, table: collection }),
      adjustName: schemaNameAdjuster(config['schema.name.adjustment.mode']),
      fieldsOf: createFieldSelector(config['field.exclude.list'], config['field.renames']),
    }),
    isCaptured: createNamespaceFilter(nameLists(config)),
    isInSnapshot: createSnapshotFilter(config['snapshot.include.collection.list']),
    isSignalCollection: (identifier) => signals.has(identifier) && config['signal.enabled.channels'].includes('source'),
    isSkipped: (op) => skipped.has(op),
    filterOf: (identifier) => filters.get(identifier),
  };
};
