import { describe, expect, inject, test } from 'vitest';
import { type Logger, silentLogger } from '../../../lib/connect/logger.ts';
import { debeziumMysqlTask } from '../../../lib/connectors/debezium/mysql/task.ts';
import { createBinlogDatabase } from './binlog-database.ts';
import { atLeast, part, startReader, summary } from './reader.ts';
import { createSourceDatabase } from './source-database.ts';

const listening = (): { readonly warnings: readonly string[]; readonly log: Logger } => {
  const warnings: string[] = [];
  return { warnings, log: { ...silentLogger, warn: (message) => void warnings.push(message) } };
};

const REFUSING = { 'lossy.types.handling.mode': 'fail' };

describe('PostgreSQL', () => {
  test('a start that is refused makes neither slot nor publication', async () => {
    const database = await createSourceDatabase(inject('postgres'));
    try {
      await database.client.query('CREATE TABLE a (id int PRIMARY KEY, i interval)');
      await expect(startReader(database.config('refused', REFUSING))).rejects.toThrow(
        /^Column public\.a\.i of type interval: .*\. Set interval\.handling\.mode=string to keep it\. Or leave the column out by column\.exclude\.list, or set lossy\.types\.handling\.mode=warn/,
      );
      const { rows } = await database.client.query(
        'SELECT 1 FROM pg_replication_slots WHERE database = current_database() UNION ALL SELECT 1 FROM pg_publication',
      );
      expect(rows).toEqual([]);
      const allowed = { ...REFUSING, 'column.exclude.list': 'public.a.i' };
      await (await startReader(database.config('allowed', allowed))).stop();
    } finally {
      await database.drop();
    }
  });

  test('a table that appears or changes while the task runs fails it before its first row', async () => {
    const { client, config, drop } = await createSourceDatabase(inject('postgres'));
    try {
      await client.query('CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1)');
      const reader = await startReader(config('runs', REFUSING));
      const records = [...(await reader.readUntil(atLeast(1)))];
      await client.query('INSERT INTO a VALUES (2)');
      records.push(...(await reader.readUntil(atLeast(1))));
      await client.query('ALTER TABLE a ADD i interval');
      await client.query(`INSERT INTO a VALUES (3, '1 month')`);
      await expect(reader.readUntil(atLeast(1))).rejects.toThrow(/^Column public\.a\.i of type interval: /);
      expect(records.map(summary)).toEqual(['r:1', 'c:2']);
      await reader.stop();
      const { warnings, log } = listening();
      const next = await startReader(config('runs'), { offset: reader.offset(), log });
      expect((await next.readUntil(atLeast(1))).map(summary)).toEqual(['c:3']);
      await client.query('CREATE TABLE b (id int PRIMARY KEY, i interval)');
      await client.query(`INSERT INTO b VALUES (4, '1 month')`);
      expect((await next.readUntil(atLeast(1))).map(summary)).toEqual(['c:4']);
      expect(warnings.map((text) => text.split(':')[0])).toEqual([
        'Column public.a.i of type interval',
        'Column public.b.i of type interval',
      ]);
      await next.stop();
    } finally {
      await drop();
    }
  });

  test('a long value that an update left out, and for which nothing stands, is told of', async () => {
    const { client, config, drop } = await createSourceDatabase(inject('postgres'));
    try {
      await client.query(`CREATE TABLE a (id int PRIMARY KEY, n int, v float8[]); ALTER TABLE a ALTER v SET STORAGE EXTERNAL;
        INSERT INTO a SELECT 1, 1, array_agg(i) FROM generate_series(1, 2000) i`);
      const { warnings, log } = listening();
      const reader = await startReader(config('toast'), { log });
      await reader.readUntil(atLeast(1));
      expect(warnings).toEqual([]);
      await client.query('UPDATE a SET n = 2');
      const [update] = await reader.readUntil(atLeast(1));
      expect(update && part(update, 'after.v')).toBeNull();
      expect(warnings).toEqual([
        expect.stringMatching(/^Column public\.a\.v of type _float8: .* replica identity to FULL .* to keep it/),
      ]);
      const before = reader.offset();
      await reader.stop();
      await client.query('UPDATE a SET n = 3');
      const refusing = await startReader(config('toast', REFUSING), { offset: before });
      await expect(refusing.readUntil(atLeast(1))).rejects.toThrow(/would be lost\. Column public\.a\.v/);
      await refusing.stop();
    } finally {
      await drop();
    }
  });
});

test('MySQL’s tables that appear or change while the task runs fail it before their first row', async () => {
  const { query, config, drop } = await createBinlogDatabase(inject('mysql'), 'mysql');
  const plugin = debeziumMysqlTask;
  try {
    await query('CREATE TABLE a (id INT PRIMARY KEY)');
    await query('INSERT INTO a VALUES (1)');
    const reader = await startReader(config('runs', REFUSING), { plugin });
    const records = [...(await reader.readUntil(atLeast(1)))];
    await query('INSERT INTO a VALUES (2)');
    records.push(...(await reader.readUntil(atLeast(1))));
    await query('ALTER TABLE a ADD u BIGINT UNSIGNED');
    await query('INSERT INTO a VALUES (3, 18446744073709551615)');
    await expect(reader.readUntil(atLeast(1))).rejects.toThrow(
      /^Column .*\.a\.u of type BIGINT UNSIGNED: .*\. Set bigint\.unsigned\.handling\.mode=precise to keep it\./,
    );
    expect(records.map(summary)).toEqual(['r:1', 'c:2']);
    const stored = reader.stored();
    await reader.stop();
    const { warnings, log } = listening();
    const next = await startReader(config('runs'), { plugin, log, stored });
    expect((await next.readUntil(atLeast(1))).map(summary)).toEqual(['c:3']);
    expect(warnings).toEqual([expect.stringMatching(/\.a\.u of type BIGINT UNSIGNED: /)]);
    await next.stop();
  } finally {
    await drop();
  }
});
