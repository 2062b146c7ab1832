import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { debeziumMariadbTask } from '../../../lib/connectors/debezium/mariadb/task.ts';
import { debeziumMysqlTask } from '../../../lib/connectors/debezium/mysql/task.ts';
import { type BinlogDatabase, createBinlogDatabase } from './binlog-database.ts';
import { atLeast, part, type Reader, type ReaderOptions, startReader, summary } from './reader.ts';

const SERVERS = [
  { flavor: 'mysql', plugin: debeziumMysqlTask },
  { flavor: 'mariadb', plugin: debeziumMariadbTask },
] as const;

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
});
