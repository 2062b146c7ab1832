import { describe, expect, test } from 'vitest';
import { createChunkSize } from '../../../lib/connectors/debezium/chunk-size.ts';
import { createChunkWindow } from '../../../lib/connectors/debezium/postgresql/chunk-window.ts';
import { type KnownTable, rowKey } from '../../../lib/connectors/debezium/postgresql/tables.ts';
import { parseSnapshot } from '../../../lib/connectors/debezium/postgresql/transaction-snapshot.ts';
import { createTableSchema } from '../../../lib/connectors/debezium/table-schema.ts';
import { plainSchemas } from './plain-schemas.ts';

const table: KnownTable = {
  oid: 1,
  schema: createTableSchema(plainSchemas, { schema: 's', table: 't' }, { columns: [], keyColumns: [] }),
  columns: ['a', 'b', 'v'],
  order: [
    { name: 'b', index: 1, typeOid: 25 },
    { name: 'a', index: 0, typeOid: 23 },
  ],
  hasFullIdentity: false,
};

describe('which transactions a snapshot sees', () => {
  const snapshot = parseSnapshot('100:105:101,103');

  test('those that ended before it, and not those that were running or came later', () => {
    const seen = [99, 100, 102, 104].map(snapshot.sees);
    expect(seen).toEqual([true, true, true, true]);
    expect([101, 103, 105, 106].map(snapshot.sees)).toEqual([false, false, false, false]);
  });

  test('the log’s 32 bits stand for the number that is nearest', () => {
    const epoch = 5 * 2 ** 32;
    const later = parseSnapshot(`${epoch + 3}:${epoch + 6}:`);
    expect(later.whole(2 ** 32 - 1)).toBe(epoch - 1);
    expect(later.whole(7)).toBe(epoch + 7);
    expect([later.sees(2 ** 32 - 1), later.sees(5), later.sees(7)]).toEqual([true, true, false]);
  });
});

describe('a chunk that waits for the log', () => {
  const rows = [
    ['1', 'x', 'one'],
    ['2', 'x', 'two'],
    ['3', 'y', 'three'],
  ];
  const open = () =>
    createChunkWindow({ table, snapshot: parseSnapshot('1:1:'), until: 10, isLast: false, us: 0 }, rows);

  test('gives the rows that a change is about, once, and the others in order', () => {
    const window = open();
    expect(window.takeBefore([rowKey(table, ['2', 'x', 'new'])])).toEqual([rows[1]]);
    expect(window.takeBefore([rowKey(table, ['2', 'x', null]), rowKey(table, ['9', 'x', null])])).toEqual([]);
    expect(window.takeAll()).toEqual([rows[0], rows[2]]);
    expect(window.takeAll()).toEqual([]);
    expect(window.after).toEqual(['y', '3']);
  });

  test('gives all rows where a change does not say which it is about', () => {
    expect(open().takeBefore([rowKey(table, [null, 'x', null])])).toEqual(rows);
    expect(open().takeBefore([rowKey(table, ['1', undefined, null])])).toEqual(rows);
  });
});

describe('the size of chunks', () => {
  test('grows to what is asked for, and stays small where rows are large', () => {
    const size = createChunkSize(1000);
    const sizes = Array.from({ length: 4 }, () => {
      const rows = size.rows();
      size.learn(Array.from({ length: rows }, () => ['1', 'short']));
      return rows;
    });
    expect(sizes).toEqual([128, 512, 1000, 1000]);
    size.learn([['x'.repeat(3_000_000)]]);
    expect(size.rows()).toBe(1);
  });
});
