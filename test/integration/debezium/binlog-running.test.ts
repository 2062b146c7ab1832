import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { debeziumMariadbTask } from '../../../lib/connectors/debezium/mariadb/task.ts';
import { debeziumMysqlTask } from '../../../lib/connectors/debezium/mysql/task.ts';
import { waitFor } from '../../worker/worker-process.ts';
import { type BinlogDatabase, createBinlogDatabase } from './binlog-database.ts';
import { atLeast, part, type Reader, type ReaderOptions, startReader, summary } from './reader.ts';

const SERVERS = [
  { flavor: 'mysql', plugin: debeziumMysqlTask },
  { flavor: 'mariadb', plugin: debeziumMariadbTask },
] as const;

/** A place that no server has any more. */
const GONE = { file: 'binlog.000000', gtids: '' };

describe.each(SERVERS)('Debezium’s source for $flavor', ({ flavor, plugin }) => {
  let database: BinlogDatabase;
  const running = new Set<Reader>();

  beforeEach(async () => {
    database = await createBinlogDatabase(inject(flavor), flavor);
    await database.query(`CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (2, 'b')`);
  });
  afterEach(async () => {
    for (const reader of running) await reader.stop();
    running.clear();
    await database.drop();
  });

  const start = async (more: Readonly<Record<string, string>> = {}, options: ReaderOptions = {}): Promise<Reader> => {
    const reader = await startReader(database.config('run', more), { plugin, ...options });
    running.add(reader);
    return reader;
  };
  const stop = async (reader: Reader): Promise<void> => {
    running.delete(reader);
    await reader.stop();
  };
  const summaries = async (reader: Reader, count: number): Promise<readonly string[]> =>
    (await reader.readUntil(atLeast(count))).map(summary);

  describe('snapshot modes', () => {
    test('initial: all rows once, then changes, also those of tables that are new', async () => {
      const reader = await start();
      expect(await summaries(reader, 2)).toEqual(['r:1', 'r:2']);
      await database.query(
        `UPDATE t SET v = 'x' WHERE id = 1; CREATE TABLE u (id int PRIMARY KEY); INSERT INTO u VALUES (7)`,
      );
      expect(await summaries(reader, 2)).toEqual(['u:1', 'c:7']);
      await stop(reader);
      await database.query('DELETE FROM t WHERE id = 2');
      const again = await start({}, { stored: reader.stored() });
      expect(await summaries(again, 2)).toEqual(['d:2', 'tombstone:2']);
    });

    test('no_data: changes from the first start on, also those between two runs without any', async () => {
      const reader = await start({ 'snapshot.mode': 'no_data' });
      expect(await reader.poll()).toEqual([]);
      await stop(reader);
      await database.query(`INSERT INTO t VALUES (3, 'c')`);
      const again = await start({ 'snapshot.mode': 'no_data' }, { stored: reader.stored() });
      expect(await summaries(again, 1)).toEqual(['c:3']);
    });

    test('initial_only: no changes after the rows', async () => {
      const reader = await start({ 'snapshot.mode': 'initial_only' });
      await reader.readUntil(atLeast(2));
      await database.query(`INSERT INTO t VALUES (3, 'c')`);
      expect([await reader.poll(), await reader.poll()]).toEqual([[], []]);
    });

    test('always: anew for each start of the connector, not for each run', async () => {
      const first = await start({ 'snapshot.mode': 'always' });
      await first.readUntil(atLeast(2));
      await stop(first);
      const sameStart = await start({ 'snapshot.mode': 'always' }, { stored: first.stored() });
      expect(await sameStart.poll()).toEqual([]);
      await stop(sameStart);
      const restarted = await start({ 'snapshot.mode': 'always' }, { stored: first.stored(), incarnation: '1.1' });
      expect(await summaries(restarted, 2)).toEqual(['r:1', 'r:2']);
    });

    test('a snapshot that was interrupted goes on behind the last row that was stored', async () => {
      await database.query(
        `INSERT INTO t VALUES ${Array.from({ length: 398 }, (_, index) => `(${index + 3}, '${index + 3}')`).join()}`,
      );
      const first = await start({ 'snapshot.fetch.size': '50' });
      const before = await first.readUntil(atLeast(60));
      await stop(first);
      await database.query(`UPDATE t SET v = 'changed' WHERE id IN (5, 390); DELETE FROM t WHERE id IN (7, 391)`);
      const second = await start({ 'snapshot.fetch.size': '50' }, { stored: first.stored() });
      const after = await second.readUntil((all) => all.some((record) => summary(record) === 'r:400'));
      const reads = [...before, ...after].filter((record) => part(record, 'op') === 'r');
      expect(new Set(reads.map(summary)).size).toBe(reads.length);
      expect(after.map(summary)).toEqual(expect.arrayContaining(['u:5', 'u:390', 'd:7', 'd:391']));
      const row = after.filter((record) => summary(record) === 'r:390').map((record) => part(record, 'after.v'));
      expect(row).toEqual(['changed']);
      expect(reads.map(summary)).not.toContain('r:391');
    });
  });

  test('a table that is dropped, while the connector is away from its snapshot or while it streams', async () => {
    await database.query(`CREATE TABLE u (id int PRIMARY KEY); INSERT INTO u VALUES (777);
      INSERT INTO t VALUES ${Array.from({ length: 98 }, (_, index) => `(${index + 3}, 'x')`).join()}`);
    const first = await start({ 'snapshot.fetch.size': '10' });
    const before = await first.readUntil(atLeast(20));
    await stop(first);
    expect(before.length).toBeLessThan(101);
    await database.query('DROP TABLE u');
    const second = await start({}, { stored: first.stored() });
    const rest = await second.readUntil((all) => all.some((record) => summary(record) === 'r:100'));
    expect([...before, ...rest].map(summary)).not.toContain('r:777');
    await database.query(`CREATE TABLE gone (id int PRIMARY KEY); INSERT INTO gone VALUES (1); DROP TABLE gone`);
    await database.query(`INSERT INTO t VALUES (101, 'y')`);
    expect((await second.readUntil(atLeast(2))).map(summary)).toEqual(['c:1', 'c:101']);
  });

  describe('the log', () => {
    test('is gone: the task says what to do, or takes a new snapshot where that is wanted', async () => {
      const reader = await start();
      await reader.readUntil(atLeast(2));
      await stop(reader);
      const stored = reader.stored().map((one) => ({
        ...one,
        offset: { ...one.offset, ...(one.offset.file !== undefined && GONE) },
      }));
      await expect(start({}, { stored })).rejects.toThrow(/no longer .*snapshot\.mode=when_needed/);
      const again = await start({ 'snapshot.mode': 'when_needed' }, { stored });
      expect(await summaries(again, 2)).toEqual(['r:1', 'r:2']);
    });

    test('goes on by file and position where GTIDs are ignored, also in the next file', async () => {
      const settings = { 'gtid.ignore.on.recovery': 'true' };
      const first = await start(settings);
      await first.readUntil(atLeast(2));
      await stop(first);
      await database.query(`INSERT INTO t VALUES (3, 'c'); FLUSH BINARY LOGS; INSERT INTO t VALUES (4, 'd')`);
      const second = await start(settings, { stored: first.stored() });
      expect(await summaries(second, 2)).toEqual(['c:3', 'c:4']);
      await database.query(`FLUSH BINARY LOGS; INSERT INTO t VALUES (5, 'e')`);
      expect(await summaries(second, 1)).toEqual(['c:5']);
    });

    test('moves on while nothing is captured, which is stored without records', async () => {
      const reader = await start({ 'table.include.list': '.*\\.t' });
      await reader.readUntil(atLeast(2));
      const before = reader.offset();
      await database.query('CREATE TABLE other (id int PRIMARY KEY); INSERT INTO other VALUES (1)');
      await waitFor('the position', async () => {
        expect(await reader.poll()).toEqual([]);
        return reader.offset()?.pos !== before?.pos;
      });
      await stop(reader);
      await database.query(`INSERT INTO t VALUES (3, 'c')`);
      const again = await start({ 'table.include.list': '.*\\.t' }, { stored: reader.stored() });
      expect(await summaries(again, 1)).toEqual(['c:3']);
    });

    test('tells heartbeats, and executes their statement', async () => {
      await database.query('CREATE TABLE beats (id int PRIMARY KEY)');
      const reader = await start({
        'heartbeat.interval.ms': '50',
        'heartbeat.action.query': `INSERT IGNORE INTO ${database.name}.beats VALUES (1)`,
      });
      const records = await reader.readUntil((all) => all.some((record) => summary(record) === 'c:1'));
      expect(records.map(({ topic }) => topic)).toContain(`__debezium-heartbeat.run_${database.name}`);
    });

    test('has a statement where rows should be: the task fails, unless no captured table is meant', async () => {
      const reader = await start({ 'table.include.list': '.*\\.t' });
      await reader.readUntil(atLeast(2));
      await database.query(`CREATE TABLE other (id int PRIMARY KEY); SET SESSION binlog_format = 'STATEMENT'`);
      await database.query(`INSERT INTO other VALUES (1); SET SESSION binlog_format = 'ROW'`);
      await database.query(`INSERT INTO t VALUES (3, 'c')`);
      expect(await summaries(reader, 1)).toEqual(['c:3']);
      await database.query(`SET SESSION binlog_format = 'STATEMENT'; INSERT INTO t VALUES (4, 'd')`);
      await expect(reader.readUntil(atLeast(1))).rejects.toThrow(/set binlog_format=ROW in all sessions/);
    });

    test('lacks columns: the task fails, naming one', async () => {
      const reader = await start();
      await reader.readUntil(atLeast(2));
      await database.query(`SET SESSION binlog_row_image = 'MINIMAL'; UPDATE t SET v = 'x' WHERE id = 1`);
      await expect(reader.readUntil(atLeast(1))).rejects.toThrow(/lacks the column .*binlog_row_image=FULL/);
    });
  });

  describe('tables', () => {
    test('change their form while the connector is away; each change is read in the form that it had', async () => {
      const first = await start();
      await first.readUntil(atLeast(2));
      await stop(first);
      await database.query(`INSERT INTO t VALUES (3, 'old');
        ALTER TABLE t ADD COLUMN n bigint unsigned NOT NULL DEFAULT 7 AFTER id; INSERT INTO t VALUES (4, 18446744073709551615, 'new');
        ALTER TABLE t DROP COLUMN v; INSERT INTO t VALUES (5, 1);
        RENAME TABLE t TO renamed; INSERT INTO renamed VALUES (6, 2); DROP TABLE renamed`);
      const second = await start({ 'bigint.unsigned.handling.mode': 'precise' }, { stored: first.stored() });
      const records = await second.readUntil(atLeast(4));
      expect(records.map(summary)).toEqual(['c:3', 'c:4', 'c:5', 'c:6']);
      expect(records.map((record) => [part(record, 'after.v'), String(part(record, 'after.n') ?? '')])).toEqual([
        ['old', ''],
        ['new', '18446744073709551615'],
        [undefined, '1'],
        [undefined, '2'],
      ]);
      await stop(second);
      const third = await start({}, { stored: second.stored() });
      await database.query('CREATE TABLE t (id int PRIMARY KEY, again int); INSERT INTO t VALUES (8, 9)');
      expect(await summaries(third, 1)).toEqual(['c:8']);
    });

    test('are emptied: told where truncations are', async () => {
      const reader = await start({ 'skipped.operations': 'none' });
      await reader.readUntil(atLeast(2));
      await database.query('TRUNCATE TABLE t');
      const [record] = await reader.readUntil(atLeast(1));
      expect([record && part(record, 'op'), record?.key]).toEqual(['t', null]);
    });

    test('tell their changes of form, their transactions and the statements', async () => {
      await database.query(
        flavor === 'mysql'
          ? 'SET SESSION binlog_rows_query_log_events = ON'
          : 'SET SESSION binlog_annotate_row_events = ON',
      );
      const reader = await start({
        'snapshot.mode': 'no_data',
        'include.schema.changes': 'true',
        'include.query': 'true',
        'provide.transaction.metadata': 'true',
      });
      await reader.poll();
      await database.query(`ALTER TABLE t ADD COLUMN n int; INSERT INTO t VALUES (3, 'c', 1)`);
      const isTold = ({ topic }: SourceRecord) => topic === `run_${database.name}.transaction`;
      const records = await reader.readUntil((all) => all.filter(isTold).length === 2);
      const ddl = records.filter(({ topic }) => topic === `run_${database.name}`).map((record) => part(record, 'ddl'));
      expect(ddl).toContain('ALTER TABLE t ADD COLUMN n int');
      const row = records.find((record) => part(record, 'op') === 'c');
      expect(row && part(row, 'source.query')).toBe(`INSERT INTO t VALUES (3, 'c', 1)`);
      expect(row && part(row, 'transaction.total_order')).toBe(1);
      expect(records.filter(isTold).map((record) => part(record, 'status'))).toEqual(['BEGIN', 'END']);
    });
  });

  describe('tables without a key', () => {
    beforeEach(() =>
      database.query(
        `CREATE TABLE k (x int); INSERT INTO k VALUES ${Array.from({ length: 300 }, (_, index) => `(${index})`).join()}`,
      ),
    );

    test('are read first and whole; interrupted, they are begun again, three times at most', async () => {
      let stored: ReturnType<Reader['stored']> = [];
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        const reader = await start({ 'snapshot.fetch.size': '10' }, { stored });
        const records = await reader.readUntil(atLeast(20));
        expect(records.every(({ topic }) => topic.endsWith('.k'))).toBe(true);
        stored = reader.stored();
        await stop(reader);
      }
      await expect(start({}, { stored })).rejects.toThrow(
        /\.k has no primary key .* 3 times over\. Give it a primary key/,
      );
    });
  });

  describe('signals', () => {
    beforeEach(() =>
      database.query('CREATE TABLE signals (id varchar(42) PRIMARY KEY, type varchar(32), data varchar(2048))'),
    );
    const withSignals = () => ({
      'signal.data.collection': `${database.name}.signals`,
      'incremental.snapshot.chunk.size': '2',
    });
    const signal = (id: string, type: string, data: unknown) =>
      database.client.query('INSERT INTO signals VALUES (?, ?, ?)', [id, type, JSON.stringify(data)]);
    const ofTable = (records: readonly SourceRecord[]) => records.filter(({ topic }) => topic.endsWith('.t'));

    test('have tables read again, in chunks, while changes go on', async () => {
      await database.query(`INSERT INTO t VALUES (3, 'r'), (4, 'r'), (5, 'r'), (6, 'r'), (7, 'r'), (8, 'r'), (9, 'r')`);
      const reader = await start(withSignals());
      await reader.readUntil(atLeast(9));
      await signal('s1', 'execute-snapshot', { type: 'incremental', 'data-collections': [`${database.name}\\.t`] });
      const records = await reader.readUntil((all) => all.some((record) => summary(record) === 'r:9'));
      const rows = ofTable(records);
      expect(rows.map(summary)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) => `r:${id}`));
      expect(new Set(rows.map((record) => part(record, 'source.snapshot')))).toEqual(new Set(['incremental']));
    });

    test('with a condition, and over two runs', async () => {
      await database.query(`INSERT INTO t VALUES (3, 'r'), (4, 'r'), (5, 'r'), (6, 'r'), (7, 'r'), (8, 'r'), (9, 'r')`);
      const first = await start(withSignals());
      await first.readUntil(atLeast(9));
      await signal('s1', 'execute-snapshot', {
        'data-collections': [`${database.name}\\.t`],
        'additional-conditions': [{ 'data-collection': `${database.name}\\.t`, filter: 'id > 2' }],
      });
      const before = await first.readUntil((all) => ofTable(all).length >= 3);
      await stop(first);
      const second = await start(withSignals(), { stored: first.stored() });
      const after = await second.readUntil((all) => all.some((record) => summary(record) === 'r:9'));
      expect(ofTable([...before, ...after]).map(summary)).toEqual([3, 4, 5, 6, 7, 8, 9].map((id) => `r:${id}`));
    });
  });

  describe('rights', () => {
    const user = () => `u_${database.name}`;
    const grant = (rights: string, on: string) => database.query(`GRANT ${rights} ON ${on} TO '${user()}'@'%'`);
    beforeEach(() => database.query(`CREATE USER '${user()}'@'%' IDENTIFIED BY 'secret'`));
    afterEach(() => database.query(`DROP USER '${user()}'@'%'`));
    const asUser = () => ({ 'database.user': user(), 'database.password': 'secret' });

    test('without RELOAD the captured tables are locked, each by itself', async () => {
      await grant('SELECT, LOCK TABLES', `${database.name}.*`);
      await grant('REPLICATION SLAVE, REPLICATION CLIENT', '*.*');
      if (flavor === 'mariadb') await grant('BINLOG MONITOR, SLAVE MONITOR', '*.*');
      const reader = await start(asUser());
      expect(await summaries(reader, 2)).toEqual(['r:1', 'r:2']);
      await database.query(`INSERT INTO t VALUES (3, 'c')`);
      expect(await summaries(reader, 1)).toEqual(['c:3']);
    });

    test('that are missing are named', async () => {
      await grant('SELECT', `${database.name}.*`);
      await expect(start(asUser())).rejects.toThrow(/Give database\.user the missing right/);
      await expect(start({ ...asUser(), 'database.password': 'wrong' })).rejects.toThrow(/Check database\.user/);
    });

    test('nothing listens: the address is told', async () => {
      await expect(start({ 'database.port': '1' })).rejects.toThrow(/Failed to connect to MySQL at .*:1: /);
    });
  });
});
