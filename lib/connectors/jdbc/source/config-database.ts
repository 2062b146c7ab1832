import { defineConfig } from '../../../config/config-def.ts';
import { calendarKey, connectionKeys, dialectKey } from '../connection-keys.ts';
import { enumerator } from '../validators.ts';
import { tablePatterns } from './validators.ts';

const group = 'Database';
const numericMappings = ['none', 'precision_only', 'best_fit', 'best_fit_eager_double'] as const;
const connection = connectionKeys(group);

/** Which database, which tables of it, and how its types are mapped. */
export const databaseConfig = defineConfig({
  ...connection,
  'connection.url': { ...connection['connection.url'], dependents: ['table.whitelist', 'table.blacklist'] },
  'table.whitelist': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation:
      'The tables to copy, by plain or qualified name (orders, public.orders). They are dealt out to the tasks in groups. Excludes table.blacklist.',
    group,
    width: 'LONG',
    displayName: 'Table Whitelist',
  },
  'table.blacklist': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation: 'The tables not to copy, by plain or qualified name. Excludes table.whitelist.',
    group,
    width: 'LONG',
    displayName: 'Table Blacklist',
  },
  'table.include.list': {
    type: 'LIST',
    default: [],
    validator: tablePatterns,
    importance: 'MEDIUM',
    documentation:
      'Regular expressions of which one must match a table’s whole qualified name (public.orders in PostgreSQL, shop.orders in MySQL, orders in SQLite) for it to be copied. Not to be mixed with table.whitelist, table.blacklist, timestamp.column.name and incrementing.column.name.',
    group,
    width: 'LONG',
    displayName: 'Tables Included (Regex)',
  },
  'table.exclude.list': {
    type: 'LIST',
    default: [],
    validator: tablePatterns,
    importance: 'MEDIUM',
    documentation:
      'Regular expressions that take tables out of those that table.include.list, which it needs, matches.',
    group,
    width: 'LONG',
    displayName: 'Tables Excluded (Regex)',
  },
  'catalog.pattern': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation:
      'SQL LIKE pattern of the catalogs (MySQL: databases) to look for tables in. By default the database of the URL, or all but the system’s when it names none.',
    group,
    width: 'SHORT',
    displayName: 'Schema pattern',
  },
  'schema.pattern': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation:
      'SQL LIKE pattern of the schemas to look for tables in; by default all but the system’s. MySQL and SQLite have none.',
    group,
    width: 'SHORT',
    displayName: 'Schema pattern',
  },
  'numeric.precision.mapping': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Older form of numeric.mapping=precision_only; counts only where numeric.mapping is not set.',
    group,
    width: 'SHORT',
    displayName: 'Map Numeric Values By Precision (deprecated)',
  },
  'numeric.mapping': {
    type: 'STRING',
    default: null,
    validator: enumerator(...numericMappings),
    importance: 'LOW',
    documentation:
      'What NUMERIC columns become. none: Decimal, exact. precision_only: the smallest integer type that holds the precision, where the scale is 0. best_fit: the same, and FLOAT64 for columns with a scale and at most 18 digits. best_fit_eager_double: FLOAT64 for all columns with a scale. DECIMAL columns of MySQL are always Decimal, as in the original.',
    group,
    width: 'SHORT',
    displayName: 'Map Numeric Values, Integral or Decimal, By Precision and Scale',
    recommender: { validValues: () => numericMappings },
  },
  ...dialectKey(group),
  ...calendarKey(group),
});
