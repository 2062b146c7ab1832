import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createPostgresDatabase } from '../services/postgres/create-database.ts';
import type { SqlConnection } from '../services/sql-connection.ts';
import { readCommitted } from './read-committed.ts';
import { readTopic } from './read-topic.ts';

/** A table of numbers in a database of its own, and a JDBC source that copies it. */
export const createNumbersSource = async (postgres: SqlConnection) => {
  const name = `numbers_${randomUUID().replaceAll('-', '')}`;
  const database = await createPostgresDatabase(postgres, name);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('CREATE TABLE numbers (id bigint PRIMARY KEY, text text)');
  const topic = `${name}-numbers`;
  return {
    name,
    topic,
    /** Rows `from` to `to`, both included, in one transaction. */
    insert: (from: number, to: number) =>
      client.query(`INSERT INTO numbers SELECT i, 'row ' || i FROM generate_series($1::bigint, $2::bigint) i`, [
        from,
        to,
      ]),
    config: (more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
      'connector.class': 'JdbcSource',
      'connection.url': database.jdbcUrl,
      'connection.user': database.user,
      'connection.password': database.password,
      mode: 'incrementing',
      'incrementing.column.name': 'id',
      'table.whitelist': 'numbers',
      'topic.prefix': `${name}-`,
      'poll.interval.ms': '20',
      'batch.max.rows': '200',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'false',
      ...more,
    }),
    /** The ids in the topic, in order of arrival. */
    idsIn: async (bootstrapServers: string): Promise<readonly number[]> =>
      (await readTopic(bootstrapServers, topic)).map(({ value }) => JSON.parse(value ?? '{}').id),
    /** The same, of what is committed. */
    committedIdsIn: async (bootstrapServers: string): Promise<readonly number[]> =>
      (await readCommitted(bootstrapServers, topic)).map((value) => JSON.parse(value).id),
    end: () => client.end(),
  };
};
