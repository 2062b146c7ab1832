import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import pg from 'pg';
import * as v from 'valibot';
import type { SinkRecord } from '../lib/connect/record.ts';
import { jdbcSinkTask } from '../lib/connectors/jdbc/sink/task.ts';
import { sinkContext } from '../test/contract/tasks/contexts.ts';
import { type Measurement, measure } from './measure.ts';
import { payload } from './payload.ts';

const BATCH = 10_000;
const ROWS = 3000;
/** Taken in turns, after one to warm up, so that what else the machine does counts for both. */
const ROUNDS = 9;

const facts = v.pipe(v.string(), v.parseJson(), v.object({ url: v.string(), jdbcUrl: v.string() }));

/** A PostgreSQL in a process of its own, by the tests' command. */
const startPostgres = async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/services/cli.ts', 'postgres'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { ...v.parse(facts, line), stop };
};

const records = Array.from({ length: BATCH }, (_, kafkaOffset): SinkRecord => {
  const { valueSchema, value } = payload('json', 100, kafkaOffset);
  return {
    topic: 'bench',
    kafkaPartition: 0,
    kafkaOffset,
    keySchema: null,
    key: null,
    valueSchema,
    value,
    headers: [],
    timestamp: 0,
    timestampType: 'CREATE_TIME',
    originalTopic: 'bench',
    originalKafkaPartition: 0,
    originalKafkaOffset: kafkaOffset,
  };
});

const insertOf = (count: number): pg.QueryConfig => {
  const tuples = Array.from({ length: count }, (_, row) => `($${row * 3 + 1},$${row * 3 + 2},$${row * 3 + 3})`);
  return { name: `bare ${count}`, text: `INSERT INTO bare (id, name, text) VALUES ${tuples.join(',')}` };
};

const INSERTS = new Map([ROWS, BATCH % ROWS].map((count) => [count, insertOf(count)]));

/** What one would write by hand: prepared statements of 3000 rows, a transaction a batch. */
const bareLoop = async (client: pg.Client): Promise<void> => {
  await client.query('BEGIN');
  for (let start = 0; start < BATCH; start += ROWS) {
    const count = Math.min(ROWS, BATCH - start);
    const values = Array.from({ length: count }, (_, row) => [start + row, `name ${row}`, 'x'.repeat(50)]).flat();
    await client.query({ ...(INSERTS.get(count) ?? insertOf(count)), values });
  }
  await client.query('COMMIT');
};

/** The round in the middle, by speed. */
const median = (rounds: readonly Measurement[]): Measurement => {
  const sorted = rounds.toSorted((a, b) => a.records_per_second - b.records_per_second);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
};

/** Rows inserted into PostgreSQL by the JDBC sink, and by a bare loop over the same driver. */
export const benchJdbcSink = async (total: number): Promise<readonly Measurement[]> => {
  const postgres = await startPostgres();
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  for (const table of ['bare', 'bench'])
    await client.query(`CREATE TABLE ${table} (id bigint NOT NULL, name text NOT NULL, text text NOT NULL)`);
  const { username, password } = new URL(postgres.url);
  const config = { 'connection.url': postgres.jdbcUrl, 'connection.user': username, 'connection.password': password };
  const task = await jdbcSinkTask.start(config, sinkContext(config));
  const batches = Math.ceil(total / BATCH / ROUNDS);
  const repeat = (put: () => Promise<void>) => async (): Promise<void> => {
    for (let batch = 0; batch < batches; batch += 1) await put();
  };
  const [bare, sink] = [repeat(() => bareLoop(client)), repeat(() => task.put(records))];
  const rounds: Array<readonly [Measurement, Measurement]> = [];
  for (let round = 0; round <= ROUNDS; round += 1)
    rounds.push([
      await measure('jdbc sink, the bare loop beside it', batches * BATCH, bare),
      await measure('jdbc sink to PostgreSQL', batches * BATCH, sink),
    ]);
  const measured = rounds.slice(1);
  const rows = [median(measured.map(([one]) => one)), median(measured.map(([, one]) => one))];
  await task.stop?.();
  await client.end();
  await postgres.stop();
  return rows;
};
