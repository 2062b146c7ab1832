import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { jdbcSourceTaskConfig } from '../../../lib/connectors/jdbc/source/config.ts';
import { jdbcSource } from '../../../lib/connectors/jdbc/source/connector.ts';
import { createTableFilter } from '../../../lib/connectors/jdbc/source/table-filter.ts';
import { groupTables, isInShare } from '../../../lib/connectors/jdbc/source/task-tables.ts';
import { createQuoting, qualifiedName, type TableId } from '../../../lib/connectors/jdbc/table-id.ts';

const table = (name: string, schema: string | null = 'public'): TableId => ({ catalog: null, schema, name });

test('tables are dealt out as Kafka’s ConnectorUtils does', () => {
  expect(groupTables(['a', 'b', 'c', 'd', 'e'], 3)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  expect(groupTables(['a', 'b'], 5)).toEqual([['a'], ['b']]);
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.integer({ min: 1, max: 20 }), (tables, groups) => {
      expect(groupTables(tables, groups).flat()).toEqual(tables);
    }),
  );
});

test('every table has one share, whatever the number of tasks', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 12 }), (name, count) => {
      const shares = Array.from({ length: count }, (_, index) => `${index}/${count}`);
      expect(shares.filter((share) => isInShare(table(name), share))).toHaveLength(1);
    }),
  );
});

const taskConfigs = (more: RawConfig, maxTasks: number) =>
  jdbcSource
    .taskConfigs({ ...jdbcSource.example, ...more }, maxTasks)
    .map(({ tables, 'tables.share': share }) => [tables, share]);

test('named tables come in groups, others in shares, a query as one task', () => {
  expect(taskConfigs({}, 3)).toEqual([
    ['orders', undefined],
    ['customers', undefined],
  ]);
  expect(taskConfigs({ 'table.whitelist': '' }, 2)).toEqual([
    ['', '0/2'],
    ['', '1/2'],
  ]);
  expect(taskConfigs({ 'table.whitelist': '', query: 'SELECT 1' }, 4)).toEqual([['', undefined]]);
});

const all = [table('orders'), table('customers'), table('Odd.Name'), table('audit', 'admin')];
const chosen = (more: RawConfig, tables: readonly TableId[] = all) => {
  const raw = { ...jdbcSource.example, 'table.whitelist': '', ...more };
  return createTableFilter(parseConfig(jdbcSourceTaskConfig, raw), '"')(tables).map(qualifiedName);
};

test('chooses by plain, qualified and quoted names, and by expressions over whole qualified names', () => {
  expect(chosen({})).toHaveLength(4);
  expect(chosen({ 'table.whitelist': 'orders,admin.audit,"public"."Odd.Name"' })).toEqual([
    'public.orders',
    'public.Odd.Name',
    'admin.audit',
  ]);
  expect(chosen({ 'table.blacklist': 'orders,public.customers' })).toEqual(['public.Odd.Name', 'admin.audit']);
  expect(chosen({ 'table.include.list': 'public\\..*', 'table.exclude.list': '.*order.*' })).toEqual([
    'public.customers',
    'public.Odd.Name',
  ]);
  expect(chosen({ 'table.include.list': 'orders' })).toEqual([]);
  expect(chosen({ 'table.include.list': '(?i)PUBLIC.orders' })).toEqual(['public.orders']);
  expect(chosen({ 'table.whitelist': 'orders,customers', tables: 'customers' })).toEqual(['public.customers']);
});

test('tables of one plain name are refused, by every task', () => {
  const twice = [...all, table('orders', 'old')];
  for (const share of ['0/2', '1/2'])
    expect(() => chosen({ 'tables.share': share }, twice)).toThrow(
      /duplicate unqualified table names.*public\.orders, old\.orders/,
    );
  expect(chosen({ 'table.blacklist': 'old.orders' }, twice)).toContain('public.orders');
});

test('names are quoted so that no name ends the quotes', () => {
  const id: TableId = { catalog: null, schema: 'a"b', name: 'c`d' };
  expect(createQuoting('"', 'always').table(id)).toBe('"a""b"."c`d"');
  expect(createQuoting('`', 'always').table(id)).toBe('`a"b`.`c``d`');
  expect(createQuoting('"', 'never').table(id)).toBe('a"b.c`d');
});
