import type { RawConfig } from '../../../../connect/connector.ts';
import { ConnectError } from '../../../../connect/errors.ts';
import type { Logger } from '../../../../connect/logger.ts';
import type {
  OffsetStorageReader,
  PartitionOffset,
  SourceOffset,
  SourcePartition,
} from '../../../../connect/offset.ts';
import type { TopicLogs } from '../../../../connect/source-task.ts';
import type { Flavor } from '../flavor.ts';
import type { SchemaModel } from '../table-model.ts';
import { createDdlFilter } from './ddl-filter.ts';
import type { HistoryRecord } from './history-record.ts';
import { createOffsetsHistory } from './offsets-history.ts';
import { openTopicHistory } from './topic-history.ts';

export type { HistoryRecord } from './history-record.ts';

/** Whether a position is that one or before it. */
export type IsNotAfter = (position: SourceOffset, at: SourceOffset) => boolean;

/**
 * The tables' earlier forms, without which rows that lie behind in the log cannot be read; follows
 * `io.debezium.relational.history.SchemaHistory`.
 */
export interface SchemaHistory {
  /** The model as of that offset; `null` when there is no history that reaches back so far. */
  recover(at: SourceOffset, isNotAfter: IsNotAfter): Promise<SchemaModel | null>;
  /** Resolves when the records are kept, or will be in the write that stores an offset behind them. */
  record(records: readonly HistoryRecord[]): Promise<void>;
  /** A new snapshot begins: what was kept counts no more. */
  clear(): Promise<void>;
  /** What must be stored together with the next offset. */
  offsetsBehind(): readonly PartitionOffset[];
  /** What {@link offsetsBehind} returned last is stored. */
  stored(): void;
  close(): Promise<void>;
}

/** What a configuration says of the history; see config-history.ts. */
interface HistoryConfig {
  readonly 'schema.history.internal': string | null;
  readonly 'schema.history.internal.kafka.topic': string | null;
  readonly 'schema.history.internal.kafka.bootstrap.servers': string | null;
  readonly 'schema.history.internal.skip.unparseable.ddl': boolean;
  readonly 'schema.history.internal.ddl.filter': readonly string[] | null;
}

export interface HistoryOptions {
  readonly config: HistoryConfig;
  readonly raw: RawConfig;
  readonly flavor: Flavor;
  readonly reader: OffsetStorageReader;
  readonly partition: SourcePartition;
  readonly topics?: TopicLogs;
  readonly log: Logger;
}

/** Settings of clients, under Kafka's own names; those of the producer win. */
const clientProperties = (raw: RawConfig): RawConfig =>
  Object.fromEntries(
    ['consumer', 'producer'].flatMap((client) => {
      const prefix = `schema.history.internal.${client}.`;
      return Object.entries(raw).flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
      );
    }),
  );

/** Opens the store that a configuration means. @throws ConnectError where that cannot be. */
export const createSchemaHistory = async (options: HistoryOptions): Promise<SchemaHistory> => {
  const { config, raw, flavor, reader, partition, topics, log } = options;
  const replay = {
    flavor,
    log,
    skipsUnparseable: config['schema.history.internal.skip.unparseable.ddl'],
    isFiltered: createDdlFilter(config['schema.history.internal.ddl.filter']),
  };
  const store = config['schema.history.internal'];
  const topic = config['schema.history.internal.kafka.topic'];
  if (store === 'offsets' || (store === null && topic === null))
    return createOffsetsHistory({ reader, partition, replay });
  if (topic === null)
    throw new ConnectError('schema.history.internal.kafka.topic must name the topic of the schema history');
  if (topics === undefined)
    throw new ConnectError(
      'A schema history in a topic needs a Kafka client, which this host has not: set schema.history.internal=offsets',
    );
  const bootstrapServers = config['schema.history.internal.kafka.bootstrap.servers'] ?? '';
  const opened = await topics.open({ topic, bootstrapServers, properties: clientProperties(raw) });
  return openTopicHistory({ topic: opened, partition, replay });
};
