import pg from 'pg';
import type { SqlConnection } from '../../services/sql-connection.ts';
import { type CapturedDatabase, repeated } from './captured-database.ts';
import { MIXED_TABLES, writeMixed } from './mixed-writes.ts';
import { createSourceDatabase } from './source-database.ts';

export const capturedPostgres = async (server: SqlConnection): Promise<CapturedDatabase> => {
  const { client, connection, config, drop } = await createSourceDatabase(server);
  return {
    namespace: 'public',
    query: async <Row extends object>(sql: string) => (await client.query<Row & pg.QueryResultRow>(sql)).rows,
    config,
    drop,
    createMixed: async () => void (await client.query(MIXED_TABLES)),
    writeMixed: (from, to) => writeMixed(client, from, to),
    writeLast: async (note) =>
      void (await client.query(`INSERT INTO items VALUES (0, nextval('versions'), '${note}')`)),
    createLarge: async (rows) => {
      await client.query(`CREATE SEQUENCE versions;
        CREATE TABLE big (id int PRIMARY KEY, version int NOT NULL, note text, kept text);
        ALTER TABLE big ALTER kept SET STORAGE EXTERNAL`);
      await client.query(
        `INSERT INTO big SELECT i, 0, 'row ' || i, CASE WHEN i % 500 = 0 THEN repeat('k', 3000) END FROM generate_series(1, $1::int) i`,
        [rows],
      );
    },
    keepWriting: (rows) => {
      const writer = new pg.Client({ connectionString: connection.url });
      const connected = writer.connect();
      const anyRow = () => 1 + Math.floor(Math.random() * rows);
      const step = async (round: number): Promise<void> => {
        await connected;
        const some = Array.from({ length: 40 }, anyRow);
        await writer.query(
          `UPDATE big SET version = nextval('versions'), note = 'round ' || $1::text WHERE id = ANY ($2)`,
          [round, some],
        );
        await writer.query('DELETE FROM big WHERE id = $1', [anyRow()]);
        await writer.query(`INSERT INTO big VALUES ($1, nextval('versions'), 'new', 'kept') ON CONFLICT DO NOTHING`, [
          anyRow(),
        ]);
        // A pace that the connector keeps up with even where it shares one processor with everything else.
        await new Promise((resolve) => setTimeout(resolve, 25));
        await writer.query(`UPDATE big SET id = id + $1, version = nextval('versions') WHERE id = $2`, [
          rows,
          anyRow(),
        ]);
      };
      return repeated(step, () => writer.end());
    },
  };
};
