import pg from 'pg';
import * as v from 'valibot';
import { jdbcSinkTask } from '../../lib/connectors/jdbc/sink/task.ts';
import { sinkContext } from '../../test/contract/tasks/contexts.ts';
import { besideBareLoop } from './beside-bare-loop.ts';
import { BATCH, sinkRecords } from './records.ts';
import { startService } from './start-service.ts';

const ROWS = 3000;

const insertOf = (count: number): pg.QueryConfig => {
  const tuples = Array.from({ length: count }, (_, row) => `($${row * 3 + 1},$${row * 3 + 2},$${row * 3 + 3})`);
  return { name: `bare ${count}`, text: `INSERT INTO bare (id, name, text) VALUES ${tuples.join(',')}` };
};

const INSERTS = new Map([ROWS, BATCH % ROWS].map((count) => [count, insertOf(count)]));

/** Prepared statements of 3000 rows, a transaction a batch. */
const bareLoop = async (client: pg.Client): Promise<void> => {
  await client.query('BEGIN');
  for (let start = 0; start < BATCH; start += ROWS) {
    const count = Math.min(ROWS, BATCH - start);
    const values = Array.from({ length: count }, (_, row) => [start + row, `name ${row}`, 'x'.repeat(50)]).flat();
    await client.query({ ...(INSERTS.get(count) ?? insertOf(count)), values });
  }
  await client.query('COMMIT');
};

/** Rows inserted into PostgreSQL. */
export const benchJdbcSink = async (total: number) => {
  const { facts, stop } = await startService('postgres', v.object({ url: v.string(), jdbcUrl: v.string() }));
  const client = new pg.Client({ connectionString: facts.url });
  await client.connect();
  for (const table of ['bare', 'bench'])
    await client.query(`CREATE TABLE ${table} (id bigint NOT NULL, name text NOT NULL, text text NOT NULL)`);
  const { username, password } = new URL(facts.url);
  const config = { 'connection.url': facts.jdbcUrl, 'connection.user': username, 'connection.password': password };
  const task = await jdbcSinkTask.start(config, sinkContext(config));
  const records = sinkRecords('bench');
  try {
    const bench = { name: 'jdbc sink to PostgreSQL', put: () => task.put(records), bareLoop: () => bareLoop(client) };
    return await besideBareLoop(bench, total);
  } finally {
    await task.stop?.();
    await client.end();
    await stop();
  }
};
