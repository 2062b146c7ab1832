/**
 * The schema's history: `user_version` counts how many of these a file has seen. Append, never edit. JSON where nobody
 * asks the database about the parts; `generation` stands beside what it guards.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE connectors (
     name TEXT PRIMARY KEY, config TEXT NOT NULL, version INTEGER NOT NULL, target_state TEXT NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE task_configs (
     connector TEXT PRIMARY KEY, generation INTEGER NOT NULL, tasks TEXT NOT NULL
   );
   CREATE TABLE offsets (
     connector TEXT, partition TEXT, "offset" TEXT NOT NULL, PRIMARY KEY (connector, partition)
   ) WITHOUT ROWID;
   CREATE TABLE connector_statuses (
     connector TEXT PRIMARY KEY, status TEXT NOT NULL
   );
   CREATE TABLE task_statuses (
     connector TEXT, task INTEGER, generation INTEGER NOT NULL, status TEXT NOT NULL, PRIMARY KEY (connector, task)
   );
   CREATE TABLE topics (
     connector TEXT, topic TEXT, task INTEGER NOT NULL, discover_timestamp INTEGER NOT NULL,
     PRIMARY KEY (connector, topic)
   ) WITHOUT ROWID;
   CREATE TABLE leases (
     connector TEXT, task INTEGER, epoch INTEGER NOT NULL, owner TEXT NOT NULL, expires_at INTEGER NOT NULL,
     PRIMARY KEY (connector, task)
   ) WITHOUT ROWID;`,
  `CREATE TABLE pending_offsets (
     connector TEXT, task INTEGER, sequence INTEGER NOT NULL, offsets TEXT NOT NULL, PRIMARY KEY (connector, task)
   ) WITHOUT ROWID;`,
];
