/** What both servers capture; `mysql` and `mariadb` say what only one of them knows. */
type Flavor = 'mysql' | 'mariadb';

/** A column of every type, and the values of three rows: usual ones, the lowest and the highest. */
const COLUMNS: ReadonlyArray<readonly [definition: string, ...values: readonly [string, string, string]]> = [
  ['ti TINYINT', '-5', '-128', '127'],
  ['tiu TINYINT UNSIGNED', '200', '0', '255'],
  ['ti1 TINYINT(1)', '1', '0', '5'],
  ['si SMALLINT', '-5', '-32768', '32767'],
  ['siu SMALLINT UNSIGNED', '40000', '0', '65535'],
  ['mi MEDIUMINT', '-5', '-8388608', '8388607'],
  ['miu MEDIUMINT UNSIGNED', '10000000', '0', '16777215'],
  ['i INT', '-5', '-2147483648', '2147483647'],
  ['iu INT UNSIGNED', '3000000000', '0', '4294967295'],
  ['iz INT(10) ZEROFILL', '42', '0', '4294967295'],
  ['bi BIGINT', '9007199254740993', '-9223372036854775808', '9223372036854775807'],
  ['biu BIGINT UNSIGNED', '9007199254740993', '0', '18446744073709551615'],
  ['d10 DECIMAL(10,2)', '99.90', '-99999999.99', '99999999.99'],
  ['d5 DECIMAL(5)', '12345', '-99999', '99999'],
  ['d65 DECIMAL(65,30)', '1.5', '-0.000000000000000000000000000001', '99999999999999999999999999999999999.1'],
  ['du DECIMAL(6,3) UNSIGNED', '1.250', '0', '999.999'],
  ['f FLOAT', '1.5', '-3.25', '0.1'],
  ['f10 FLOAT(10)', '2.5', '0', '-0.5'],
  ['f30 FLOAT(30)', '2.5', '0', '1e300'],
  ['fs FLOAT(7,3)', '12.125', '-12.125', '0'],
  ['dbl DOUBLE', '0.1', '-1.7976931348623157e308', '1e-300'],
  ['dblu DOUBLE UNSIGNED', '0.5', '0', '1e300'],
  ['dbls DOUBLE(10,4)', '1.25', '-1.25', '0'],
  ['b1 BIT', "b'1'", "b'0'", "b'1'"],
  ['b5 BIT(5)', "b'10101'", "b'0'", "b'11111'"],
  ['b20 BIT(20)', "b'10101010101010101010'", "b'1'", "b'11111111111111111111'"],
  ['b64 BIT(64)', "b'1'", "b'0'", '0xffffffffffffffff'],
  ['dt DATE', "'2024-02-29'", "'1000-01-01'", "'9999-12-31'"],
  ['tm TIME', "'12:34:56'", "'-838:59:59'", "'838:59:59'"],
  ['tm3 TIME(3)', "'12:34:56.789'", "'-00:00:00.001'", "'00:00:00'"],
  ['tm6 TIME(6)', "'12:34:56.789012'", "'-838:59:58.999999'", "'23:59:59.999999'"],
  ['dti DATETIME', "'2024-02-29 12:34:56'", "'1000-01-01 00:00:00'", "'9999-12-31 23:59:59'"],
  ['dt3 DATETIME(3)', "'2024-02-29 12:34:56.789'", "'1969-12-31 23:59:59.999'", "'9999-12-31 23:59:59.999'"],
  ['dt6 DATETIME(6)', "'2024-02-29 12:34:56.789012'", "'1969-12-31 23:59:59.999999'", "'2024-01-01 00:00:00.1'"],
  ['ts TIMESTAMP NULL', "'2024-02-29 12:34:56'", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07'"],
  ['ts3 TIMESTAMP(3) NULL', "'2024-02-29 12:34:56.780'", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07.999'"],
  ['ts6 TIMESTAMP(6) NULL', "'2024-02-29 12:34:56.789012'", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07.5'"],
  ['y YEAR', '2024', '1901', '2155'],
  ['c CHAR(5)', "'ab'", "''", "'äöüßx'"],
  ['c1 CHAR', "'z'", "''", "'€'"],
  ['vc VARCHAR(20)', '\'text é "q" \\\\ x\'', "''", "'日本語'"],
  ['vl VARCHAR(20) CHARACTER SET latin1', "'naïve €'", "''", "'ÿ'"],
  ['vu VARCHAR(20) CHARACTER SET ucs2', "'ŭ'", "''", "'日本'"],
  ['vg VARCHAR(20) CHARACTER SET gbk', "'中文'", "''", "'a'"],
  ['vs VARCHAR(20) CHARACTER SET sjis', "'日本'", "''", "'ｱ'"],
  ['vb VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', "'😀'", "''", "'x'"],
  ['nc NCHAR(3)', "'né'", "''", "'x'"],
  ['nvc NVARCHAR(10)', "'né'", "''", "'x'"],
  ['tt TINYTEXT', "'tiny'", "''", "'é'"],
  ['tx TEXT', "'text'", "''", "'日'"],
  ['mt MEDIUMTEXT', "'medium'", "''", "'é'"],
  ['lt LONGTEXT', "'long'", "''", "repeat('x', 70000)"],
  ['bn BINARY(5)', "'ab'", "''", '0x00ff00ff00'],
  ['vbn VARBINARY(20)', '0x00ff10', "''", '0x0100'],
  ['tb TINYBLOB', '0x01', "''", '0x00'],
  ['bl BLOB', '0x0102', "''", '0xff'],
  ['mb MEDIUMBLOB', '0x010203', "''", '0x00'],
  ['lb LONGBLOB', '0x01020304', "''", 'repeat(0x00, 300)'],
  ["en ENUM('small','medium','x-large','it''s','a,b')", "'medium'", "'small'", "'it''s'"],
  ["st SET('one','two','three')", "'one,three'", "''", "'one,two,three'"],
  ['gp POINT', 'ST_GeomFromText("POINT(1 2)")', 'ST_GeomFromText("POINT(-1.5 2.25)", 3187)', 'NULL'],
  ['gg GEOMETRY', 'ST_GeomFromText("LINESTRING(0 0,1 1)")', 'ST_GeomFromText("POINT(3 4)")', 'NULL'],
  ['gl LINESTRING', 'ST_GeomFromText("LINESTRING(0 0,1 1,2 2)")', 'NULL', 'NULL'],
  ['gpo POLYGON', 'ST_GeomFromText("POLYGON((0 0,1 0,1 1,0 0))")', 'NULL', 'NULL'],
  ['gmp MULTIPOINT', 'ST_GeomFromText("MULTIPOINT(0 0,1 1)")', 'NULL', 'NULL'],
  ['gml MULTILINESTRING', 'ST_GeomFromText("MULTILINESTRING((0 0,1 1),(2 2,3 3))")', 'NULL', 'NULL'],
  ['gmo MULTIPOLYGON', 'ST_GeomFromText("MULTIPOLYGON(((0 0,1 0,1 1,0 0)))")', 'NULL', 'NULL'],
  ['gc GEOMETRYCOLLECTION', 'ST_GeomFromText("GEOMETRYCOLLECTION(POINT(1 1))")', 'NULL', 'NULL'],
  ['gen INT GENERATED ALWAYS AS (i % 7) STORED', 'DEFAULT', 'DEFAULT', 'DEFAULT'],
  ['gev INT GENERATED ALWAYS AS (i % 5) VIRTUAL', 'DEFAULT', 'DEFAULT', 'DEFAULT'],
];

const OF_MYSQL: typeof COLUMNS = [
  [
    'js JSON',
    `'{"b": [1, 2.5, -3, true, false, null, "x\\\\"y\\\\\\\\é"], "a": {"c": 12345678901234, "n": {}}, "e": [], "t": 70000, "f": -70000}'`,
    '\'"text"\'',
    "'[1, 32768, 65536, 4294967296, 18446744073709551615, -9223372036854775808, 1e100, 0.1]'",
  ],
  ['jd JSON', "json_object('d', 1.50, 't', cast('2015-01-15 23:24:25.12' as datetime(6)))", "'null'", "'{}'"],
];

const OF_MARIADB: typeof COLUMNS = [
  // MySQL's JDBC driver cannot read it.
  ['dz DECIMAL(8,3) ZEROFILL', '1.250', '0', '99999.999'],
  ['js JSON', `'{"b": [1, 2.5], "a": "é"}'`, '\'"text"\'', "'null'"],
  [
    'uu UUID',
    "'123e4567-e89b-12d3-a456-426655440000'",
    "'00000000-0000-0000-0000-000000000000'",
    "'ffffffff-ffff-7fff-bfff-ffffffffffff'",
  ],
];

/** Columns that may not be null, with defaults and without. */
const DEFAULTS = `
 r_i INT NOT NULL, r_t VARCHAR(10) NOT NULL, r_d DECIMAL(5,2) NOT NULL, r_dt DATETIME NOT NULL, r_b BLOB NOT NULL,
 d_i INT NOT NULL DEFAULT 42, d_t VARCHAR(20) NOT NULL DEFAULT 'hello', d_e VARCHAR(20) DEFAULT '', d_n DECIMAL(5,2) DEFAULT 3.14,
 d_f FLOAT DEFAULT 1.5, d_dbl DOUBLE NOT NULL DEFAULT 2.5, d_b BOOL NOT NULL DEFAULT TRUE, d_bit BIT(4) DEFAULT b'101', d_bit1 BIT DEFAULT b'1',
 d_dt DATE DEFAULT '2020-01-02', d_tm TIME DEFAULT '10:11:12', d_dti DATETIME NOT NULL DEFAULT '2020-01-02 03:04:05',
 d_dt3 DATETIME(3) DEFAULT '2020-01-02 03:04:05.5', d_dt6 DATETIME(6) NOT NULL DEFAULT '2020-01-02 03:04:05.678901',
 d_ts TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, d_ts2 TIMESTAMP NOT NULL DEFAULT '2020-01-02 03:04:05',
 d_now DATETIME DEFAULT CURRENT_TIMESTAMP, d_y YEAR DEFAULT 2021, d_en ENUM('a','b') NOT NULL DEFAULT 'b', d_st SET('x','y') DEFAULT 'x,y',
 d_bn BINARY(3) DEFAULT 'a', d_big BIGINT UNSIGNED DEFAULT 18446744073709551615, d_ti TINYINT DEFAULT -3, d_null VARCHAR(5) DEFAULT NULL`;

const columnsOf = (flavor: Flavor): typeof COLUMNS => [...COLUMNS, ...(flavor === 'mysql' ? OF_MYSQL : OF_MARIADB)];

/** A row of each of the three kinds of values; what may not be null comes last. */
const rowsOf = (flavor: Flavor): readonly string[] => {
  const columns = columnsOf(flavor);
  const names = columns.map(([definition]) => definition.split(' ')[0]);
  const required = "7, 'r', 1.25, '2021-02-03 04:05:06', 'blob', '2022-03-04 05:06:07', '2022-03-04 05:06:07'";
  return [1, 2, 3].map(
    (kind) =>
      `INSERT INTO alltypes (${names.join(', ')}, r_i, r_t, r_d, r_dt, r_b, d_ts, d_now) VALUES (${columns.map((column) => column[kind]).join(', ')}, ${required})`,
  );
};

/** A row with nulls and defaults only. */
const DEFAULT_ROW = `INSERT INTO alltypes (r_i, r_t, r_d, r_dt, r_b, d_ts, d_now) VALUES (1, '', 0, '2021-02-03 04:05:06', '', '2022-03-04 05:06:07', '2022-03-04 05:06:07')`;

/** Tables, with rows that a snapshot reads. */
export const setup = (flavor: Flavor): readonly string[] => [
  `CREATE TABLE alltypes (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, ${columnsOf(flavor)
    .map(([definition]) => definition)
    .join(', ')}, ${DEFAULTS}) DEFAULT CHARSET utf8mb4`,
  ...rowsOf(flavor),
  DEFAULT_ROW,
  `CREATE TABLE kv (a INT, b VARCHAR(10), v TEXT, big LONGTEXT, needed INT NOT NULL DEFAULT 7, named VARCHAR(30) NOT NULL COMMENT 'a name', PRIMARY KEY (b, a)) COMMENT 'keys and values'`,
  'CREATE TABLE nopk (x INT, y TEXT)',
  'CREATE TABLE uniq (x INT, code CHAR(36) NOT NULL, amount DECIMAL(8,3) NOT NULL, UNIQUE KEY code_key (code))',
  'CREATE TABLE `Odd Näme` (`Some Key` INT PRIMARY KEY, `a-b` TEXT)',
  'CREATE TABLE empty_one (id INT PRIMARY KEY)',
  `INSERT INTO kv VALUES (100, 'old', 'one', NULL, 1, 'n'), (101, 'old', 'two', NULL, 2, 'n'), (102, 'old', 'three', NULL, 3, 'n')`,
  `INSERT INTO uniq VALUES (1, '00000000-0000-0000-0000-000000000001', 1.5)`,
  "INSERT INTO `Odd Näme` VALUES (1, 'x')",
  `INSERT INTO nopk VALUES (1, 'a'), (2, NULL)`,
];

/** Statements of the stream, each a transaction. */
export const changes = (flavor: Flavor): readonly string[] => [
  ...rowsOf(flavor),
  DEFAULT_ROW,
  `BEGIN; INSERT INTO kv VALUES (1, 'x', 'one', NULL, 1, 'n'), (2, 'y', 'two', NULL, 2, 'n'); INSERT INTO nopk VALUES (1, 'a'); COMMIT`,
  `UPDATE kv SET v = 'uno' WHERE a = 1`,
  'UPDATE kv SET a = 3 WHERE a = 2',
  'DELETE FROM kv WHERE a = 3',
  `INSERT INTO kv VALUES (5, 't', 'toast', repeat('z', 9000), 5, 'n')`,
  `UPDATE kv SET v = 'toast2' WHERE a = 5`,
  'UPDATE uniq SET amount = 2 WHERE x = 1',
  'DELETE FROM uniq',
  "UPDATE `Odd Näme` SET `a-b` = 'y'",
  "UPDATE nopk SET y = 'b' WHERE x = 2",
  'DELETE FROM nopk WHERE x = 2',
  'ALTER TABLE kv ADD COLUMN extra DECIMAL(6,2) NOT NULL DEFAULT 1.25 AFTER b',
  `INSERT INTO kv VALUES (6, 'q', 2.5, 'new', NULL, 6, 'n')`,
  'ALTER TABLE kv DROP COLUMN v, ADD COLUMN first_one BIGINT UNSIGNED FIRST',
  `INSERT INTO kv VALUES (1, 7, 'r', 2.5, NULL, 7, 'n')`,
  "ALTER TABLE kv MODIFY named VARCHAR(40) CHARACTER SET latin1 NOT NULL DEFAULT 'née'",
  `INSERT INTO kv (a, b, needed, named) VALUES (8, 'r', 7, 'naïve')`,
  'ALTER TABLE kv CHANGE named title VARCHAR(50) NULL',
  `INSERT INTO kv (a, b, needed, title) VALUES (9, 'r', 7, NULL)`,
  'CREATE TABLE later (id INT PRIMARY KEY, v VARCHAR(10)) DEFAULT CHARSET latin1',
  `INSERT INTO later VALUES (1, 'é')`,
  'ALTER TABLE later ADD w TEXT, ADD UNIQUE KEY (v)',
  `INSERT INTO later VALUES (2, 'ü', 'ö')`,
  'RENAME TABLE later TO later2',
  `INSERT INTO later2 VALUES (3, 'ä', 'ß')`,
  'CREATE TABLE alike LIKE later2',
  `INSERT INTO alike VALUES (1, 'ä', 'ß')`,
  'CREATE INDEX later_w ON later2 (w(5))',
  'TRUNCATE TABLE later2',
  `INSERT INTO later2 VALUES (4, 'a', 'b')`,
  'DROP TABLE alike',
  `BEGIN; INSERT INTO kv (a, b, needed) VALUES (10, 's', 8); SAVEPOINT s; INSERT INTO kv (a, b, needed) VALUES (11, 's', 8); ROLLBACK TO s; COMMIT`,
  `INSERT INTO kv (a, b, needed) SELECT id + 100, 'bulk', 1 FROM alltypes`,
  `UPDATE kv SET needed = needed + 1 WHERE b = 'bulk'`,
  `DELETE FROM kv WHERE b = 'bulk'`,
  'UPDATE alltypes SET ti = 1',
  'DELETE FROM alltypes',
  `INSERT INTO kv (a, b, needed) VALUES (0, 'the end', 1)`,
];
