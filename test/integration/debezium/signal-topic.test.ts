import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { debeziumMysqlTask } from '../../../lib/connectors/debezium/mysql/task.ts';
import { createResources, type Resources } from '../../../lib/runtime/resources.ts';
import { createBinlogDatabase } from './binlog-database.ts';
import { type Reader, type ReaderOptions, startReader } from './reader.ts';
import { execute, INCREMENTAL, rows, SIGNAL_SETTINGS, send, told, topicLogs, until } from './signals.ts';
import { createSourceDatabase, type SourceDatabase } from './source-database.ts';

let database: SourceDatabase;
let resources: Resources;
const running = new Set<Reader>();

beforeEach(async () => {
  resources = createResources(silentLogger);
  database = await createSourceDatabase(inject('postgres'));
});
afterEach(async () => {
  for (const reader of running) await reader.stop();
  running.clear();
  await resources.close();
  await database.drop();
});

const start = async (config: Readonly<Record<string, string>>, options: ReaderOptions = {}): Promise<Reader> => {
  const reader = await startReader(config, { ...options, topicLogs: topicLogs(resources) });
  running.add(reader);
  return reader;
};

const stop = async (reader: Reader): Promise<void> => {
  running.delete(reader);
  await reader.stop();
};

test('PostgreSQL: a signal of the topic acts once, also over runs, and snapshots are told of', async () => {
  await database.client.query(
    'CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT generate_series(1, 3); CREATE TABLE e (id int PRIMARY KEY)',
  );
  const config = database.config('signals', SIGNAL_SETTINGS);
  const prefix = config['topic.prefix'] ?? '';
  const first = await start(config);
  const initial = await first.readUntil(until('Initial Snapshot COMPLETED'));
  expect(rows(initial)).toEqual(['r:1', 'r:2', 'r:3']);
  expect(told(initial).at(0)).toBe('Initial Snapshot STARTED');
  expect(told(initial).filter((one) => one.endsWith('TABLE_SCAN_COMPLETED'))).toHaveLength(2);
  await send(prefix, ['other', execute('public.t')], [prefix, execute('public.t')]);
  const again = await first.readUntil(until('Incremental Snapshot COMPLETED'));
  expect([rows(again), told(again)]).toEqual([['r:1', 'r:2', 'r:3'], INCREMENTAL]);

  // A run that dies before anything of a signal is stored leaves it to the next one.
  await stop(first);
  await send(prefix, [prefix, execute('public.t')]);
  const lost = await start(config, { offset: first.offset() });
  expect(await lost.task.poll(new AbortController().signal)).not.toEqual([]);
  await stop(lost);
  const second = await start(config, { offset: first.offset() });
  const repeated = await second.readUntil(until('Incremental Snapshot COMPLETED'));
  expect([rows(repeated), told(repeated)]).toEqual([['r:1', 'r:2', 'r:3'], INCREMENTAL]);
  await database.client.query('INSERT INTO t VALUES (4)');
  expect(rows(await second.readUntil((all) => rows(all).length > 0))).toEqual(['c:4']);
  await stop(second);

  const third = await start(config, { offset: second.offset() });
  await database.client.query('INSERT INTO t VALUES (5)');
  const after = await third.readUntil((all) => rows(all).length > 0);
  expect([rows(after), told(after)]).toEqual([['c:5'], []]);
});

test('MySQL: the same, its chunks marked in the signal table, whose own signals do not count then', async () => {
  const binlog = await createBinlogDatabase(inject('mysql'), 'mysql');
  try {
    await binlog.query(`CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1), (2), (3);
      CREATE TABLE signals (id varchar(64) PRIMARY KEY, type varchar(32), data text)`);
    const name = `${binlog.name}.signals`;
    const config = binlog.config('signals', { ...SIGNAL_SETTINGS, 'signal.data.collection': name });
    const prefix = config['topic.prefix'] ?? '';
    const ofTable = (records: readonly SourceRecord[]) => rows(records.filter(({ topic }) => topic.endsWith('.t')));
    const first = await start(config, { plugin: debeziumMysqlTask });
    expect(ofTable(await first.readUntil(until('Initial Snapshot COMPLETED')))).toEqual(['r:1', 'r:2', 'r:3']);
    await binlog.query(
      `INSERT INTO signals VALUES ('x', 'execute-snapshot', '{"data-collections":["${binlog.name}.t"]}')`,
    );
    await send(prefix, [prefix, execute(`${binlog.name}.t`)]);
    const again = await first.readUntil(until('Incremental Snapshot COMPLETED'));
    expect([ofTable(again), told(again)]).toEqual([['r:1', 'r:2', 'r:3'], INCREMENTAL]);
    await stop(first);
    const second = await start(config, { plugin: debeziumMysqlTask, stored: first.stored() });
    await binlog.query('INSERT INTO t VALUES (4)');
    const after = await second.readUntil((all) => ofTable(all).length > 0);
    expect([ofTable(after), told(after)]).toEqual([['c:4'], []]);
    await stop(second);
  } finally {
    await binlog.drop();
  }
});
