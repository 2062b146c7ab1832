import type { TableId } from './table-id.ts';

export interface TopicSettings {
  readonly 'topic.prefix': string;
  readonly 'topic.delimiter': string;
  readonly 'topic.heartbeat.prefix': string | null;
  readonly 'heartbeat.topics.prefix': string;
  readonly 'topic.transaction': string;
}

export interface TopicNaming {
  /** Of the change events of a table: `prefix.schema.table`. */
  table(table: TableId): string;
  readonly heartbeat: string;
  readonly transaction: string;
  /** Of logical decoding messages. */
  readonly message: string;
}

const MAX_NAME_LENGTH = 249;

/** What Kafka does not allow in a topic's name becomes an underscore; follows `AbstractTopicNamingStrategy`. */
const sanitized = (name: string): string => name.replace(/[^a-zA-Z0-9._-]/g, '_').slice(0, MAX_NAME_LENGTH);

/** Follows `io.debezium.schema.SchemaTopicNamingStrategy`. */
export const createTopicNaming = (settings: TopicSettings): TopicNaming => {
  const { 'topic.prefix': prefix, 'topic.delimiter': delimiter } = settings;
  const join = (...parts: readonly string[]): string => parts.join(delimiter);
  return {
    table: ({ schema, table }) => sanitized([prefix, schema, table].filter((part) => part !== '').join(delimiter)),
    heartbeat: join(settings['topic.heartbeat.prefix'] ?? settings['heartbeat.topics.prefix'], prefix),
    transaction: join(prefix, settings['topic.transaction']),
    message: join(prefix, 'message'),
  };
};
