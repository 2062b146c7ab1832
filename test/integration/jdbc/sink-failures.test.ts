import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConnectError, DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { databases, type TestDatabase } from './databases.ts';
import { sinkRecords, startSink } from './sink-tasks.ts';

const VALUE = structSchema([
  ['id', INT64_SCHEMA],
  ['name', STRING_SCHEMA],
]);
const row = (id: number, name: string) =>
  sinkRecords('target', [{ value: [VALUE, new Struct(VALUE, [id, name])] as const }]);

const KEYED = { 'pk.mode': 'record_value', 'pk.fields': 'id', 'auto.create': 'true' };
const SECRET = 'Sesame-open:4711';

let database: TestDatabase;
beforeEach(async () => {
  const create = databases.find(([name]) => name === 'postgres')?.[1];
  if (create === undefined) throw new Error('no postgres');
  database = await create();
});
afterEach(() => database.close());

/** Ends the connections whose last statement was about this test's schema; the test's own is another. */
const endConnections = (application: string) =>
  database.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${application}'`);

test('a lost connection is made anew, as often as max.retries says', async () => {
  const { 'connection.url': url = '' } = database.config;
  const application = `lost-${url.slice(-12)}`;
  const config = { ...database.config, ...KEYED, 'connection.ApplicationName': application, 'max.retries': '1' };
  const task = await startSink(config);
  await task.put(row(1, 'a'));
  for (const id of [2, 3]) {
    await endConnections(application);
    await expect(task.put(row(id, 'b'))).rejects.toBeInstanceOf(RetriableError);
    await task.put(row(id, 'b'));
  }
  expect(await database.select('SELECT count(*) FROM target')).toEqual([['3']]);
});

test('a database that cannot be reached is tried again, then fails the task', async () => {
  const config = {
    ...database.config,
    ...KEYED,
    'connection.url': 'jdbc:postgresql://127.0.0.1:1/none',
    'connection.attempts': '1',
    'max.retries': '2',
  };
  const task = await startSink(config);
  await expect(task.put(row(1, 'a'))).rejects.toBeInstanceOf(RetriableError);
  await expect(task.put(row(1, 'a'))).rejects.toBeInstanceOf(RetriableError);
  const last = await task.put(row(1, 'a')).catch((error) => error);
  expect(last).toBeInstanceOf(ConnectError);
  expect(last).not.toBeInstanceOf(RetriableError);
  expect(last.message).toMatch(/^Failed to connect to postgresql:\/\/127\.0\.0\.1:1\/none: .* \(after 2 retries\)$/);
});

test('a wrong name or password fails the task at once, and is not said', async () => {
  const config = { 'connection.user': 'nobody', 'connection.password': SECRET, 'connection.attempts': '1' };
  const task = await startSink({ ...database.config, ...KEYED, ...config });
  const failure = await task.put(row(1, 'a')).catch((error) => error);
  expect(failure).not.toBeInstanceOf(RetriableError);
  expect(failure.message).toContain('Failed to connect to postgresql://');
  expect(failure.message).not.toContain(SECRET);
});

test('what the database says of values is kept back where that is asked for', async () => {
  await database.run('CREATE TABLE target (id bigint PRIMARY KEY, name uuid)');
  const open = await startSink({ ...database.config, ...KEYED });
  await expect(open.put(row(1, SECRET))).rejects.toThrow(SECRET);
  const trimmed = await startSink({ ...database.config, ...KEYED, 'trim.sensitive.log': 'true' });
  const failure = await trimmed.put(row(1, SECRET)).catch((error) => error);
  expect(failure).toBeInstanceOf(DataError);
  expect(failure.message).toBe('Record target-0@0 cannot be written: the database refused it (22P02)');
  expect(inspect(failure, { depth: null })).not.toContain(SECRET);
});
