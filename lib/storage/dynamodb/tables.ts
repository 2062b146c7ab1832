/** One of the three tables, as the code reads and writes it and as the stack and the tests create it. */
export interface TableDefinition {
  /** Both keys are strings. */
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Absent means that nobody follows the table's changes. */
  readonly stream?: 'KEYS_ONLY';
}

/**
 * The tables, named after Kafka Connect's three topics. Streams carry keys only: whoever is told of a change reads what is.
 * None has a time to live: a lease outlives its connector, so that no epoch comes twice.
 */
export const tables = {
  /** Items `config`, `target-state` and `tasks` of a connector. */
  configs: { partitionKey: 'connector', sortKey: 'item', stream: 'KEYS_ONLY' },
  /** An item a source partition, and `#pending#<task>` for a transaction under way. */
  offsets: { partitionKey: 'connector', sortKey: 'partition' },
  /** Items `connector`, `task#<n>`, `lease#<n>` and `topic#<topic>`. */
  statuses: { partitionKey: 'connector', sortKey: 'item', stream: 'KEYS_ONLY' },
} as const satisfies Readonly<Record<string, TableDefinition>>;

/** What the three tables are called in this deployment. */
export type TableNames = Readonly<Record<keyof typeof tables, string>>;

/** The first part of the sort keys that a connector has many of. */
export const prefixes = { task: 'task#', lease: 'lease#', topic: 'topic#', pending: '#pending#' } as const;
