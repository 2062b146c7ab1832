import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { applyDdl } from '../../../../lib/connectors/debezium/mysql/ddl/apply-ddl.ts';
import type { Flavor } from '../../../../lib/connectors/debezium/mysql/flavor.ts';
import {
  type ColumnModel,
  emptySchema,
  type SchemaModel,
  type TableModel,
} from '../../../../lib/connectors/debezium/mysql/table-model.ts';
import { columnOf } from '../../../../lib/connectors/debezium/mysql/types/column-of.ts';
import { parseTypeName } from '../../../../lib/connectors/debezium/mysql/types/type-name.ts';
import { type BinlogDatabase, createBinlogDatabase } from '../binlog-database.ts';
import { DDL, OF_MARIADB, OF_MYSQL } from './ddl-corpus.ts';

const COLUMNS = `SELECT TABLE_NAME AS t, COLUMN_NAME AS c, DATA_TYPE AS type, COLUMN_TYPE AS full, IS_NULLABLE = 'YES' AS optional,
    CHARACTER_SET_NAME AS charset, NUMERIC_PRECISION AS digits, NUMERIC_SCALE AS scale, DATETIME_PRECISION AS fraction,
    CHARACTER_MAXIMUM_LENGTH AS size, COLUMN_COMMENT AS comment
  FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION`;
const KEYS = `SELECT TABLE_NAME AS t, COLUMN_NAME AS c FROM information_schema.STATISTICS
  WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME = 'PRIMARY' ORDER BY TABLE_NAME, SEQ_IN_INDEX`;

/** The server's names of types that are spelled in several ways. */
const SERVER_TYPES: Readonly<Record<string, string>> = { boolean: 'tinyint', geometrycollection: 'geometrycollection' };

const baseOf = ({ typeName, charset, length, scale }: ColumnModel): string => {
  const { base } = parseTypeName(typeName);
  if (base === 'FLOAT' && scale === null && (length ?? 0) > 24) return 'double';
  if (base === 'TEXT') return charset === 'binary' ? 'bytes' : 'text';
  if (base === 'BLOB' || base === 'BINARY' || base === 'VARBINARY') return 'bytes';
  return SERVER_TYPES[base.toLowerCase()] ?? base.toLowerCase();
};

const serverBase = (type: string): string => {
  if (/^(char|varchar|tinytext|text|mediumtext|longtext)$/.test(type)) return 'text';
  if (/^(binary|varbinary|tinyblob|blob|mediumblob|longblob)$/.test(type)) return 'bytes';
  return type === 'geomcollection' ? 'geometrycollection' : type;
};

const ofModel = (column: ColumnModel) => {
  const base = baseOf(column);
  return {
    name: column.name,
    base,
    isUnsigned: parseTypeName(column.typeName).isUnsigned,
    optional: column.optional,
    charset: base === 'bytes' ? null : column.charset,
    ...(base === 'decimal' && { digits: column.length, scale: column.scale }),
    ...(/^(time|datetime|timestamp)$/.test(base) && { fraction: column.length ?? 0 }),
    ...(/^(enum|set)$/.test(base) && { labels: column.enumValues }),
    comment: column.comment ?? '',
  };
};

const plainCharset = (charset: unknown): string | null =>
  charset === null ? null : String(charset).replace('utf8mb3', 'utf8');

const ofServer = (row: Readonly<Record<string, unknown>>, isJson: boolean) => {
  const base = isJson ? 'json' : serverBase(String(row.type));
  const labels = [...String(row.full).matchAll(/'((?:[^']|'')*)'/g)].map(([, label = '']) =>
    label.replaceAll("''", "'"),
  );
  return {
    name: row.c,
    base,
    isUnsigned: String(row.full).includes('unsigned'),
    optional: Boolean(row.optional),
    charset: isJson ? null : plainCharset(row.charset),
    ...(base === 'decimal' && { digits: Number(row.digits), scale: Number(row.scale) }),
    ...(/^(time|datetime|timestamp)$/.test(base) && { fraction: Number(row.fraction) }),
    ...(/^(enum|set)$/.test(base) && { labels }),
    comment: row.comment,
  };
};

type Row = Readonly<Record<string, unknown>>;

const byTable = (rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> => {
  const tables = new Map<string, Row[]>();
  for (const row of rows) tables.set(String(row.t), [...(tables.get(String(row.t)) ?? []), row]);
  return tables;
};

const settings = {
  'decimal.handling.mode': 'precise',
  'bigint.unsigned.handling.mode': 'long',
  'time.precision.mode': 'adaptive_time_microseconds',
  'binary.handling.mode': 'bytes',
  'enable.time.adjuster': true,
  'include.schema.comments': false,
} as const;

describe.each(['mysql', 'mariadb'] as const)('DDL of %s', (flavor) => {
  let database: BinlogDatabase;
  beforeAll(async () => {
    database = await createBinlogDatabase(inject(flavor), flavor);
    await database.query(`SET sql_mode='', SESSION character_set_server=utf8mb4`);
  });
  afterAll(() => database?.drop());

  const apply = (schema: SchemaModel, sql: string): SchemaModel => applyDdl(schema, database.name, sql, flavor).schema;
  const tablesOf = ({ tables }: SchemaModel): readonly TableModel[] => [...tables.values()];

  const start = async (): Promise<SchemaModel> => {
    const [facts] = await database.query(
      `SELECT DEFAULT_CHARACTER_SET_NAME AS charset FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()`,
    );
    return apply(
      emptySchema({ serverCharset: 'utf8mb4', lowerCaseNames: false }),
      `CREATE DATABASE ${database.name} CHARSET ${String(facts?.charset)}`,
    );
  };

  /** Schemas and defaults are what events show of a table. */
  const shown = ({ id, columns }: TableModel, of: Flavor) =>
    columns
      // SHOW CREATE TABLE tells other words than the statement did: BOOL is TINYINT(1), MariaDB's JSON is LONGTEXT.
      .filter(({ typeName }) => !/^(BOOL|BOOLEAN|JSON|LONG)$/.test(typeName))
      .map((column) => {
        const { name, schema, optional } = columnOf({ config: settings, flavor: of }, id, column);
        return { name, optional, type: schema.type, logical: schema.name, parameters: schema.parameters };
      });

  it('gives the tables that the server has, statement by statement', async () => {
    let schema = await start();
    for (const sql of [...DDL, ...(flavor === 'mysql' ? OF_MYSQL : OF_MARIADB)]) {
      await database.query(sql);
      schema = apply(schema, sql);
      const rows = byTable((await database.query(COLUMNS)).filter(({ t }) => t !== 'v' && t !== 'sq'));
      const keys = byTable(await database.query(KEYS));
      const own = new Map(tablesOf(schema).map((table) => [table.id.table, table]));
      expect([sql, [...own.keys()].sort()]).toEqual([sql, [...rows.keys()].sort()]);
      for (const [name, columns] of rows) {
        const table = own.get(name);
        const isJson = (column: unknown): boolean =>
          flavor === 'mariadb' && table?.columns.find((one) => one.name === column)?.typeName === 'JSON';
        const theirs = columns.map((row) => ofServer(row, isJson(row.c)));
        const ours = table?.columns
          .map(ofModel)
          .map((column) => ({ ...column, charset: plainCharset(column.charset) }));
        expect([sql, name, ours]).toEqual([sql, name, theirs]);
        const key = keys.get(name)?.map(({ c }) => c);
        if (key !== undefined) expect([sql, name, table?.primaryKey]).toEqual([sql, name, key]);
      }
    }
    // What a snapshot would read of the same tables shows the same.
    for (const table of tablesOf(schema)) {
      const quoted = `\`${table.id.table.replaceAll('`', '``')}\``;
      const [row] = await database.query(`SHOW CREATE TABLE ${quoted}`);
      const again = apply(await start(), String(row?.['Create Table']));
      const [read] = tablesOf(again);
      if (read === undefined) throw new Error(`no table in ${JSON.stringify(row)}`);
      const names = shown(table, flavor).map(({ name }) => name);
      expect([table.id.table, shown(read, flavor).filter(({ name }) => names.includes(name))]).toEqual([
        table.id.table,
        shown(table, flavor),
      ]);
      expect([table.id.table, read.primaryKey]).toEqual([table.id.table, table.primaryKey]);
    }
  });
});
