import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { Layout } from '../../../lib/connectors/jdbc/sink/layout.ts';
import { type Row, runsOf } from '../../../lib/connectors/jdbc/sink/rows.ts';

const record: SinkRecord = {
  topic: 't',
  kafkaPartition: 0,
  kafkaOffset: 0,
  keySchema: null,
  key: null,
  valueSchema: null,
  value: null,
  headers: [],
  timestamp: 0,
  timestampType: 'CREATE_TIME',
  originalTopic: 't',
  originalKafkaPartition: 0,
  originalKafkaOffset: 0,
};

const layout = (others: readonly string[]): Layout => ({
  table: { catalog: null, schema: null, name: 't' },
  keys: ['k'],
  others,
  bind: () => [],
});

/** Two versions of a schema, and tombstones, which have a layout of their own. */
const LAYOUTS = [layout(['a']), layout(['a', 'b'])] as const;
const DELETES = layout([]);

const rows = fc.array(
  fc.oneof(
    fc.record({ key: fc.integer({ min: 0, max: 4 }), version: fc.constantFrom(0, 1), value: fc.integer() }).map(
      ({ key, version, value }): Row => ({
        record,
        layout: LAYOUTS[version === 0 ? 0 : 1],
        action: 'write',
        values: version === 0 ? [key, value] : [key, value, value + 1],
      }),
    ),
    fc.integer({ min: 0, max: 4 }).map((key): Row => ({ record, layout: DELETES, action: 'delete', values: [key] })),
  ),
);

type Table = Map<unknown, Record<string, unknown>>;

/** What a database does with one row after the other. */
const apply = (table: Table, row: Row): void => {
  const [key, ...values] = row.values;
  if (row.action === 'delete') table.delete(key);
  else {
    const written = Object.fromEntries(row.layout.others.map((name, index) => [name, values[index]]));
    table.set(key, { ...table.get(key), ...written });
  }
};

const after = (all: readonly Row[]): Table => {
  const table: Table = new Map([0, 1, 2].map((key) => [key, { a: 'old', b: 'old' }]));
  for (const row of all) apply(table, row);
  return new Map([...table].sort());
};

test('by key, what is left of a batch has the effect of all of it, and no run has a key twice', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const runs = runsOf(all, true);
      expect(after(runs.flatMap((run) => run.rows))).toEqual(after(all));
      for (const run of runs) {
        const keys = run.rows.map(({ values: [key] }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }
    }),
  );
});

test('without a key, rows keep their order', () => {
  fc.assert(
    fc.property(rows, (all) => {
      expect(runsOf(all, false).flatMap((run) => run.rows)).toEqual(all);
    }),
  );
});

test('keys of several columns, and null, are told apart', () => {
  const both = { ...layout([]), keys: ['k', 'l'] };
  const keyed = (...values: ReadonlyArray<string | null>): Row => ({ record, layout: both, action: 'write', values });
  const all = [keyed('a', 'b,c'), keyed('a,b', 'c'), keyed(null, 'c'), keyed('null', 'c')];
  expect(runsOf(all, true).flatMap((run) => run.rows)).toEqual(all);
});
