import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { createPostgresDatabase } from '../../services/postgres/create-database.ts';
import type { SqlConnection } from '../../services/sql-connection.ts';

/** A database of a test's own, whose slots go with it. */
export interface SourceDatabase {
  readonly name: string;
  readonly client: pg.Client;
  readonly connection: SqlConnection;
  /** A connector's configuration, with a slot, a publication and topics of its own. */
  config(id: string, more?: RawConfig): Record<string, string>;
  drop(): Promise<void>;
}

const DROP_SLOTS = `SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots
  WHERE database = current_database() AND active_pid IS NOT NULL`;
const SLOTS = `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
  WHERE database = current_database() AND active_pid IS NULL`;
const LEFT = 'SELECT 1 FROM pg_replication_slots WHERE database = current_database()';

const dropSlots = async (client: pg.Client): Promise<void> => {
  do {
    await client.query(DROP_SLOTS);
    await client.query(SLOTS);
  } while ((await client.query(LEFT)).rows.length > 0);
};

export const createSourceDatabase = async (server: SqlConnection): Promise<SourceDatabase> => {
  const name = `dbz_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const connection = await createPostgresDatabase(server, name);
  const client = new pg.Client({ connectionString: connection.url });
  await client.connect();
  return {
    name,
    client,
    connection,
    config: (id, more = {}) => ({
      'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
      'database.hostname': connection.host,
      'database.port': String(connection.port),
      'database.user': connection.user,
      'database.password': connection.password,
      'database.dbname': name,
      'topic.prefix': `${id}_${name}`,
      'plugin.name': 'pgoutput',
      'slot.name': `${id}_${name}`,
      'publication.name': `${id}_pub`,
      ...more,
    }),
    drop: async () => {
      await dropSlots(client);
      await client.end();
      const admin = new pg.Client({ connectionString: server.url });
      await admin.connect();
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
};
