import { expect, test } from 'vitest';
import { dateSchema, decimalSchema, timeSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import { arraySchema, INT32_SCHEMA, mapSchema, primitiveSchema, type Schema } from '../../../lib/connect/schema.ts';
import type { Subprotocol } from '../../../lib/connectors/jdbc/jdbc-url.ts';
import { differencesOf, literal, typeName } from '../../../lib/connectors/jdbc/sink/differences.ts';
import { fieldReader } from '../../../lib/connectors/jdbc/sink/field-type.ts';
import {
  alterTableStatements,
  createTableStatement,
  deleteStatement,
  insertStatement,
  type SqlWriter,
  updateStatement,
} from '../../../lib/connectors/jdbc/sink/statements.ts';
import { createQuoting } from '../../../lib/connectors/jdbc/table-id.ts';
import { sinkSettings } from './sink-settings.ts';

const writerFor = (database: Subprotocol): SqlWriter => {
  const quote = database === 'postgresql' ? '"' : '`';
  return {
    quoting: createQuoting(quote, 'always'),
    differences: differencesOf(database),
    quote,
    placeholder: database === 'postgresql' ? (position) => `$${position}` : () => '?',
  };
};

const [postgresql, mysql, sqlite] = (['postgresql', 'mysql', 'sqlite'] as const).map(writerFor);
const table = { catalog: null, schema: 'shop', name: 'orders' };
const columns = { table, keys: ['id', 'line'], others: ['n"`a'] };
const plain = { table: { ...table, schema: null }, keys: ['id'], others: [] };

test.each([
  [postgresql, 'INSERT INTO "shop"."orders" ("id","line","n""`a") VALUES ($1,$2,$3),($4,$5,$6)'],
  [mysql, 'INSERT INTO `shop`.`orders` (`id`,`line`,`n"``a`) VALUES (?,?,?),(?,?,?)'],
  [sqlite, 'INSERT INTO `shop`.`orders` (`id`,`line`,`n"``a`) VALUES (?,?,?),(?,?,?)'],
])('rows are inserted several at once', (writer, sql) => {
  expect(writer && insertStatement(writer, columns, { rows: 2, upsert: false })).toBe(sql);
});

test.each([
  [postgresql, ' ON CONFLICT ("id","line") DO UPDATE SET "n""`a"=EXCLUDED."n""`a"', ' ON CONFLICT ("id") DO NOTHING'],
  [mysql, ' ON DUPLICATE KEY UPDATE `n"``a`=VALUES(`n"``a`)', ' ON DUPLICATE KEY UPDATE `id`=VALUES(`id`)'],
  [sqlite, ' ON CONFLICT (`id`,`line`) DO UPDATE SET `n"``a`=EXCLUDED.`n"``a`', ' ON CONFLICT (`id`) DO NOTHING'],
])('upserts keep the columns that records do not have', (writer, tail, keysOnly) => {
  if (writer === undefined) throw new Error('three writers were made');
  expect(insertStatement(writer, columns, { rows: 1, upsert: true })).toContain(tail);
  expect(insertStatement(writer, plain, { rows: 1, upsert: true })).toContain(keysOnly);
});

test.each([
  [postgresql, '("id","line") IN (($1,$2),($3,$4))', '"id" IN ($1,$2)'],
  [mysql, '(`id`,`line`) IN ((?,?),(?,?))', '`id` IN (?,?)'],
  [sqlite, '(`id`,`line`) IN (VALUES (?,?),(?,?))', '`id` IN (?,?)'],
])('rows are deleted several at once', (writer, several, single) => {
  if (writer === undefined) throw new Error('three writers were made');
  expect(deleteStatement(writer, columns, 2)).toContain(`WHERE ${several}`);
  expect(deleteStatement(writer, plain, 2)).toContain(`WHERE ${single}`);
});

test('an update names the key last', () => {
  expect(postgresql && updateStatement(postgresql, columns)).toBe(
    'UPDATE "shop"."orders" SET "n""`a" = $1 WHERE "id" = $2 AND "line" = $3',
  );
});

const named = [
  { name: 'id', type: 'INT', isKey: true, nullable: false, defaultValue: null },
  { name: 'a', type: 'TEXT', isKey: false, nullable: true, defaultValue: null },
  { name: 'b', type: 'TEXT', isKey: false, nullable: true, defaultValue: "'x'" },
];

test('tables are created and widened', () => {
  if (mysql === undefined || sqlite === undefined) throw new Error('three writers were made');
  expect(createTableStatement(mysql, plain.table, named)).toBe(
    "CREATE TABLE `orders` (\n`id` INT NOT NULL,\n`a` TEXT NULL,\n`b` TEXT DEFAULT ('x'),\nPRIMARY KEY(`id`))",
  );
  expect(alterTableStatements(mysql, plain.table, named.slice(1))).toEqual([
    "ALTER TABLE `orders` ADD `a` TEXT NULL,\nADD `b` TEXT DEFAULT ('x')",
  ]);
  expect(alterTableStatements(sqlite, plain.table, named.slice(1))).toEqual([
    'ALTER TABLE `orders` ADD `a` TEXT NULL',
    "ALTER TABLE `orders` ADD `b` TEXT DEFAULT 'x'",
  ]);
});

/** As Confluent's table of types has them where data survives it. */
const TYPES: ReadonlyArray<readonly [schema: Schema, postgresql: string, mysql: string, sqlite: string]> = [
  [primitiveSchema('INT8'), 'SMALLINT', 'TINYINT', 'INTEGER'],
  [primitiveSchema('INT16'), 'SMALLINT', 'SMALLINT', 'INTEGER'],
  [primitiveSchema('INT32'), 'INT', 'INT', 'INTEGER'],
  [primitiveSchema('INT64'), 'BIGINT', 'BIGINT', 'INTEGER'],
  [primitiveSchema('FLOAT32'), 'REAL', 'DOUBLE', 'REAL'],
  [primitiveSchema('FLOAT64'), 'DOUBLE PRECISION', 'DOUBLE', 'REAL'],
  [primitiveSchema('BOOLEAN'), 'BOOLEAN', 'TINYINT(1)', 'BOOLEAN'],
  [primitiveSchema('STRING'), 'TEXT', 'LONGTEXT', 'TEXT'],
  [primitiveSchema('BYTES'), 'BYTEA', 'LONGBLOB', 'BLOB'],
  [decimalSchema(3), 'DECIMAL', 'DECIMAL(65,3)', 'DECIMAL TEXT(1000,3)'],
  [dateSchema(), 'DATE', 'DATE', 'DATE'],
  [timeSchema(), 'TIME', 'TIME(3)', 'TIME'],
  [timestampSchema(), 'TIMESTAMP', 'DATETIME(3)', 'TIMESTAMP'],
  [primitiveSchema('INT64', { name: 'io.debezium.time.NanoTimestamp' }), 'TIMESTAMP', 'DATETIME(6)', 'TIMESTAMP'],
  [primitiveSchema('STRING', { name: 'io.debezium.time.ZonedTimestamp' }), 'TIMESTAMPTZ', 'DATETIME(6)', 'TIMESTAMP'],
  [primitiveSchema('STRING', { name: 'io.debezium.data.Enum' }), 'TEXT', 'LONGTEXT', 'TEXT'],
];

const typeIn = (database: Subprotocol, schema: Schema, isKey = false): string =>
  typeName(differencesOf(database), fieldReader(schema, sinkSettings()).type, isKey);

test.each(TYPES)('%o has a type in every database', (schema, ...types) => {
  expect((['postgresql', 'mysql', 'sqlite'] as const).map((database) => typeIn(database, schema))).toEqual(types);
});

test('what has no type is refused, with the reason', () => {
  expect(typeIn('postgresql', arraySchema(arraySchema(INT32_SCHEMA)))).toBe('INT[][]');
  expect(() => typeIn('mysql', arraySchema(INT32_SCHEMA))).toThrow(
    "null (ARRAY) type doesn't have a mapping to a column type of MySQL",
  );
  expect(() => typeIn('sqlite', mapSchema(INT32_SCHEMA, INT32_SCHEMA))).toThrow(
    "null (MAP) type doesn't have a mapping to the SQL database column type",
  );
  expect(() => typeIn('mysql', decimalSchema(127))).toThrow('at most 30 are possible');
  expect(typeIn('mysql', primitiveSchema('STRING'), true)).toContain('utf8mb4_bin');
});

test('literals quote what they hold', () => {
  const text = "it's \\ so";
  expect(literal(differencesOf('postgresql'), text)).toBe("'it''s \\ so'");
  expect(literal(differencesOf('mysql'), text)).toBe("'it''s \\\\ so'");
  expect(literal(differencesOf('mysql'), Uint8Array.of(1, 255))).toBe("x'01ff'");
  expect(literal(differencesOf('postgresql'), Uint8Array.of(1, 255))).toBe("'\\x01ff'");
  expect(literal(differencesOf('sqlite'), 2n ** 63n - 1n)).toBe('9223372036854775807');
});
