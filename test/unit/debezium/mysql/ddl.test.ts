import { expect, test } from 'vitest';
import { applyDdl } from '../../../../lib/connectors/debezium/mysql/ddl/apply-ddl.ts';
import { DdlError } from '../../../../lib/connectors/debezium/mysql/ddl/ddl-error.ts';
import type { Flavor } from '../../../../lib/connectors/debezium/mysql/flavor.ts';
import { createDdlFilter } from '../../../../lib/connectors/debezium/mysql/schema-history/ddl-filter.ts';
import { emptySchema } from '../../../../lib/connectors/debezium/mysql/table-model.ts';

const empty = emptySchema({ serverCharset: 'utf8mb4', lowerCaseNames: false });

const apply = (sql: string, flavor: Flavor = 'mysql') => applyDdl(empty, 'db', sql, flavor);

const columnsOf = (sql: string, flavor: Flavor = 'mysql'): readonly string[] =>
  [...apply(sql, flavor).schema.tables.values()].flatMap(({ columns }) => columns.map(({ name }) => name));

const column = (definition: string, flavor: Flavor = 'mysql') =>
  [...apply(`CREATE TABLE t (c ${definition})`, flavor).schema.tables.values()][0]?.columns[0];

test('a statement about no table changes nothing, however odd it is', () => {
  for (const sql of [
    'GRANT ALL ON *.* TO x',
    'CREATE DEFINER=`a`@`b` TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN DROP TABLE y; CREATE TABLE z (; END',
    'CREATE EVENT e ON SCHEDULE EVERY 1 HOUR DO DELETE FROM t',
    'ANALYZE TABLE t',
    '# Dummy event',
  ])
    expect(apply(sql).changes).toEqual([]);
});

test('a statement about a table that cannot be understood is refused, with what to do', () => {
  expect(() => apply('CREATE TABLE t (c WHATEVER)')).toThrow(DdlError);
  expect(() => apply('CREATE TABLE t (c INT FANCY)')).toThrow(/'FANCY' is no attribute .*skip\.unparseable\.ddl/);
  expect(() => apply("CREATE TABLE t (c INT COMMENT 'open")).toThrow(/a quote is not closed/);
  expect(() => apply('CREATE TABLE t SELECT 1')).toThrow(/binlog_format=ROW/);
  expect(() => apply('CREATE TABLE t (a INT); ALTER TABLE t DROP COLUMN b')).toThrow(/has no column b/);
});

test('a temporary table is the session’s own', () => {
  expect(apply('CREATE TEMPORARY TABLE t (a INT)').schema.tables.size).toBe(0);
  expect(apply('CREATE TABLE t (a INT); DROP TEMPORARY TABLE t').schema.tables.size).toBe(1);
});

test('comments are executed by the server that they are meant for', () => {
  const sql = 'CREATE TABLE t (a INT /*!50100 , b INT */ /*!50701 , c INT */ /*M!100000 , d INT */)';
  expect(columnsOf(sql, 'mysql')).toEqual(['a', 'b', 'c']);
  expect(columnsOf(sql, 'mariadb')).toEqual(['a', 'b', 'd']);
});

test('double quotes enclose names where a name must be, and backslashes need not escape', () => {
  expect(columnsOf('CREATE TABLE "t" ("a b" INT, "c" INT)')).toEqual(['a b', 'c']);
  expect(column("VARCHAR(9) DEFAULT 'C:\\\\'")?.defaultExpression).toBe('C:\\');
  expect(column("VARCHAR(9) DEFAULT 'C:\\'")?.defaultExpression).toBe('C:\\');
});

test('defaults', () => {
  expect(column("VARCHAR(9) DEFAULT _utf8mb4'it''s\\n'")?.defaultExpression).toBe("it's\n");
  expect(column("VARCHAR(9) DEFAULT x'4142'")?.defaultExpression).toBe('AB');
  expect(column('INT DEFAULT -1.5')?.defaultExpression).toBe('-1.5');
  expect(column('INT NOT NULL DEFAULT (1 + 2)')).toMatchObject({ hasDefault: true, defaultExpression: null });
  expect(column('INT NOT NULL')).toMatchObject({ hasDefault: false, optional: false });
  expect(column('DATETIME DEFAULT NOW(3) ON UPDATE NOW(3)')).toMatchObject({
    defaultExpression: '1970-01-01 00:00:00',
    autoIncremented: true,
  });
  expect(column('BIGINT DEFAULT NEXT VALUE FOR db.s NOT NULL', 'mariadb')).toMatchObject({ defaultExpression: null });
  expect(column('VARCHAR(36) DEFAULT uuid() COMMENT "x"', 'mariadb')).toMatchObject({ comment: 'x' });
});

test('a renamed table takes its columns along, and each pair is an event of its own', () => {
  const { schema, events } = apply('CREATE TABLE a (x INT); CREATE TABLE b (y INT); RENAME TABLE a TO c, b TO other.d');
  expect([...schema.tables.keys()]).toEqual(['db.c', 'other.d']);
  expect(events.slice(2).map(({ ddl, database }) => [database, ddl])).toEqual([
    ['db', 'RENAME TABLE a TO c'],
    ['other', 'RENAME TABLE b TO other.d'],
  ]);
});

test('a dropped database takes its tables along', () => {
  const { schema } = apply('CREATE TABLE a (x INT); CREATE TABLE other.b (y INT); DROP DATABASE db');
  expect([...schema.tables.keys()]).toEqual(['other.b']);
});

test('character sets come from the column, the table, the database or the server', () => {
  const of = (sql: string) =>
    [...apply(sql).schema.tables.values()].flatMap(({ columns }) => columns.map(({ charset }) => charset));
  expect(of('CREATE TABLE t (a TEXT CHARSET latin1, b TEXT COLLATE ucs2_bin, c TEXT, d INT)')).toEqual([
    'latin1',
    'ucs2',
    'utf8mb4',
    null,
  ]);
  expect(of('CREATE DATABASE db CHARSET gbk; CREATE TABLE t (a TEXT); SET character_set_server=greek')).toEqual([
    'gbk',
  ]);
  expect(of('SET character_set_server=greek; CREATE TABLE t (a TEXT)')).toEqual(['greek']);
  expect(of('CREATE TABLE t (a TEXT) COLLATE koi8r_bin; ALTER TABLE t ADD b TEXT')).toEqual(['koi8r', 'koi8r']);
});

test('a unique key stands in for a primary key only if none of its columns may be null', () => {
  const keyOf = (sql: string) => [...apply(sql).schema.tables.values()][0]?.primaryKey;
  expect(keyOf('CREATE TABLE t (a INT, b INT NOT NULL, UNIQUE (a), UNIQUE (b))')).toEqual(['b']);
  expect(keyOf('CREATE TABLE t (a INT, b INT NOT NULL, UNIQUE (b), PRIMARY KEY (a))')).toEqual(['a']);
  expect(keyOf('CREATE TABLE t (a INT NOT NULL, UNIQUE ((a + 1)))')).toEqual([]);
});

test('names in lower case, where the server keeps them so', () => {
  const schema = { ...empty, lowerCaseNames: true };
  expect([...applyDdl(schema, 'db', 'CREATE TABLE Db.T (A INT)', 'mysql').schema.tables.keys()]).toEqual(['db.t']);
});

test('what the default filter passes', () => {
  const isFiltered = createDdlFilter(null);
  for (const sql of [
    'GRANT ALL ON *.* TO x',
    'TRUNCATE TABLE t',
    'drop user x',
    'CREATE DEFINER=`a`@`b` VIEW v AS\nSELECT 1',
    'DROP TEMPORARY TABLE IF EXISTS `t` /* generated by server */',
  ])
    expect([sql, isFiltered(sql)]).toEqual([sql, true]);
  for (const sql of ['CREATE TABLE t (a INT)', 'CREATE INDEX i ON t (a)', 'DROP TABLE view_of_x'])
    expect([sql, isFiltered(sql)]).toEqual([sql, false]);
});
