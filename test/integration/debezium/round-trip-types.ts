/** A column, a value of it, and what must arrive: the value's text, or why it is refused. */
interface Column {
  readonly type: string;
  readonly value: string;
  readonly is: string | RegExp;
  /** What the source says that it loses; absent where it loses nothing. */
  readonly loses?: { readonly what: RegExp; readonly of: 'the type' | 'the value' };
}

/** A source, how it tells its columns, and how the sink is set. */
export interface Trip {
  readonly what: string;
  readonly from: 'postgres' | 'mysql' | 'mariadb';
  readonly source: Readonly<Record<string, string>>;
  readonly sink: Readonly<Record<string, string>>;
  readonly columns: readonly Column[];
}

const column = (type: string, value: string, is: string | RegExp): Column => ({ type, value, is });

/** Any value of the type may lose. */
const lossy = (what: RegExp, type: string, value: string, is: string | RegExp): Column => ({
  ...column(type, value, is),
  loses: { what, of: 'the type' },
});

/** Other values of the type come whole. */
const lossyValue = (what: RegExp, type: string, value: string, is: string | RegExp): Column => ({
  ...column(type, value, is),
  loses: { what, of: 'the value' },
});

/** There is no column type for it: a transformation must take it apart. */
const STRUCT = /refused: .*type doesn't have a mapping to the SQL database column type/;

const UNSIGNED = /above 9223372036854775807 become negative\. Set bigint\.unsigned\.handling\.mode=precise to keep it/;
const NO_DAY = /days that are in no calendar.* become null.* No setting keeps it/;
const NEAR_YEARS = /years below 100 .* Set enable\.time\.adjuster=false/;
const MICROS = /microseconds are cut off\. Set time\.precision\.mode=adaptive/;
const DIGITS = /a double rounds .* Set decimal\.handling\.mode=precise or string/;
const INFINITE = /infinity and -infinity become the last and the first moment .* No setting keeps it/;
const MONTHS = /a twelfth of 365\.25 days\. Set interval\.handling\.mode=string/;
const UNKNOWN = /events leave the column out\. Set include\.unknown\.datatypes=true/;
const OFFSET = /the offset from UTC is dropped.* No setting keeps it/;
const NOT_A_NUMBER = /NaN and the infinities become null\. Set decimal\.handling\.mode=string/;
const ARRAY_FORM = /several dimensions become null, and bounds other than 1 are dropped\. No setting keeps it/;

/** Those of MySQL and MariaDB. */
const SHARED: readonly Column[] = [
  column('TINYINT', '-128', '-128'),
  column('TINYINT UNSIGNED', '255', '255'),
  column('BOOLEAN', 'true', '1'),
  column('SMALLINT', '-32768', '-32768'),
  column('SMALLINT UNSIGNED', '65535', '65535'),
  column('MEDIUMINT', '-8388608', '-8388608'),
  column('MEDIUMINT UNSIGNED', '16777215', '16777215'),
  column('INT', '-2147483648', '-2147483648'),
  column('INT(10) ZEROFILL', '42', '42'),
  column('INT UNSIGNED', '4294967295', '4294967295'),
  column('BIGINT', '9007199254740993', '9007199254740993'),
  lossy(UNSIGNED, 'BIGINT UNSIGNED', '9223372036854775807', '9223372036854775807'),
  column('DECIMAL(30,10)', '12345678901234567890.0123456789', '12345678901234567890.0123456789'),
  column(
    'DECIMAL(65,30)',
    '99999999999999999999999999999999999.000000000000000000000000000001',
    '99999999999999999999999999999999999.000000000000000000000000000001',
  ),
  column('NUMERIC(5)', '-99999', '-99999'),
  column('DECIMAL(6,3) UNSIGNED', '999.999', '999.999'),
  column('FLOAT(7,3)', '12.125', '12.125'),
  column('FLOAT', '1.5', '1.5'),
  column('DOUBLE', '0.1', '0.1'),
  column('DOUBLE', '-1.7976931348623157e308', /DOUBLE: -1\.7976931348623157e\+?308$/),
  column('REAL', '0.1', '0.1'),
  column('BIT', "b'1'", '1'),
  column('BIT(12)', "b'100000000001'", '\\x0108'),
  column('BIT(64)', '0xfffffffffffffffe', '\\xfeffffffffffffff'),
  column('DATE', "'2024-02-29'", '2024-02-29'),
  column('DATE', "'1000-01-01'", '1000-01-01'),
  column('DATE', "'9999-12-31'", '9999-12-31'),
  column('TIME', "'23:59:59'", '23:59:59'),
  column('TIME(6)', "'12:34:56.789012'", '12:34:56.789012'),
  column('DATETIME(6)', "'2024-02-29 12:34:56.789012'", '2024-02-29 12:34:56.789012'),
  column('DATETIME', "'1000-01-01 00:00:00'", '1000-01-01 00:00:00'),
  column('DATETIME(6)', "'9999-12-31 23:59:59.999999'", '9999-12-31 23:59:59.999999'),
  column('DATETIME(3)', "'1969-12-31 23:59:59.999'", '1969-12-31 23:59:59.999'),
  column('TIMESTAMP(6) NULL', "'2038-01-19 03:14:07.5'", '2038-01-19 03:14:07.5'),
  column('TIMESTAMP(3) NULL', "'2024-02-29 12:34:56.78'", '2024-02-29 12:34:56.78'),
  column('YEAR', '2024', '2024'),
  column('YEAR', '0', '0'),
  column('CHAR(5)', "'ab'", 'ab'),
  column('VARCHAR(20)', "''", ''),
  column('NCHAR(3)', "'né'", 'né'),
  column('VARCHAR(20) CHARACTER SET utf8mb4', "'😀'", '😀'),
  column('TINYTEXT', "'é'", 'é'),
  column('TEXT', "'日'", '日'),
  column('MEDIUMTEXT', "'é'", 'é'),
  column('VARCHAR(20) CHARACTER SET latin1', "'naïve €'", 'naïve €'),
  column('LONGTEXT', "'日本'", '日本'),
  column('BINARY(3)', "'a'", '\\x610000'),
  column('VARBINARY(20)', '0x00ff10', '\\x00ff10'),
  column('TINYBLOB', '0x01', '\\x01'),
  column('MEDIUMBLOB', '0x010203', '\\x010203'),
  column('LONGBLOB', '0x01020304', '\\x01020304'),
  column('BLOB', '0x00ff', '\\x00ff'),
  column("ENUM('a','b')", "'b'", 'b'),
  column("SET('a','b')", "'a,b'", 'a,b'),
  column("SET('a','b')", "''", ''),
  column('POINT', 'ST_GeomFromText("POINT(1 2)")', STRUCT),
  column('GEOMETRY', 'ST_GeomFromText("POINT(1 2)")', STRUCT),
  column('LINESTRING', 'ST_GeomFromText("LINESTRING(0 0,1 1)")', STRUCT),
  column('POLYGON', 'ST_GeomFromText("POLYGON((0 0,1 0,1 1,0 0))")', STRUCT),
  column('MULTIPOINT', 'ST_GeomFromText("MULTIPOINT(0 0,1 1)")', STRUCT),
  column('GEOMETRYCOLLECTION', 'ST_GeomFromText("GEOMETRYCOLLECTION(POINT(1 1))")', STRUCT),
];

/** What MySQL has and no other database; here, too, events tell it as Debezium documents. */
const TOLD_AS_DOCUMENTED: readonly Column[] = [
  lossyValue(NO_DAY, 'DATE NULL', "'0000-00-00'", 'null'),
  lossyValue(NO_DAY, 'DATE NOT NULL', "'0000-00-00'", '1970-01-01'),
  lossyValue(NO_DAY, 'DATE NULL', "'2023-02-29'", 'null'),
  lossyValue(NO_DAY, 'DATETIME NULL', "'0000-00-00 00:00:00'", 'null'),
  lossyValue(NO_DAY, 'TIMESTAMP NULL', "'0000-00-00 00:00:00'", 'null'),
  lossyValue(NEAR_YEARS, 'DATE', "'0050-02-03'", '2050-02-03'),
  lossyValue(NEAR_YEARS, 'DATETIME', "'0070-02-03 04:05:06'", '1970-02-03 04:05:06'),
  lossy(UNSIGNED, 'BIGINT UNSIGNED', '18446744073709551615', '-1'),
];

/** What goes from MySQL to PostgreSQL, which has no durations of that kind. */
const OF_MYSQL: readonly Column[] = [
  column('JSON', `'{"a": [1, 2.5]}'`, '{"a":[1,2.5]}'),
  column('TIME', "'-01:00:00'", /TIME: refused: .*is no time of day/),
];

/** What goes from MariaDB to MySQL. */
const OF_MARIADB: readonly Column[] = [
  column('JSON', `'{"a": [1, 2.5]}'`, '{"a":[1,2.5]}'),
  column('TIME(1)', "'-100:00:00.5'", '-100:00:00.5'),
  column('UUID', "'123e4567-e89b-12d3-a456-426655440000'", '123e4567-e89b-12d3-a456-426655440000'),
  column('INET4', "'10.0.0.1'", '10.0.0.1'),
  column('INET6', "'2001:db8::1'", '2001:db8::1'),
];

/** What MySQL has no columns for, or no such days. */
const ARRAY = /refused: .*\(ARRAY\) type doesn't have a mapping to a column type of MySQL/;
const NO_SUCH_DATE = /refused: .*Incorrect date(time)? value: '.*' for column 'c'/;

/** Debezium's events do not show the type unless include.unknown.datatypes is on. */
const LEFT_OUT = 'left out';

const OF_POSTGRES: readonly Column[] = [
  column('bool', 'true', '1'),
  column('int2', '-32768', '-32768'),
  column('int8', '9007199254740993', '9007199254740993'),
  column('float4', '1.5', '1.5'),
  column('float8', '0.1', '0.1'),
  column('numeric(30,10)', '12345678901234567890.0123456789', '12345678901234567890.0123456789'),
  column('numeric', '1.25', /numeric: refused: .*cast the field to a string/),
  column('money', '1234.56', '1234.56'),
  column('text', "'日本'", '日本'),
  column('varchar(20)', "'é'", 'é'),
  column('bpchar(3)', "'ab'", 'ab '),
  column('bytea', "'\\x00ff'", '\\x00ff'),
  column('bit', "'1'", '1'),
  column('bit(12)', "'100000000001'", '\\x0108'),
  column('date', "'2024-02-29'", '2024-02-29'),
  column('time', "'12:34:56.789012'", '12:34:56.789012'),
  lossyValue(OFFSET, 'timetz', "'12:34:56+02'", '10:34:56Z'),
  column('timetz', "'12:34:56.5+00'", '12:34:56.5Z'),
  column('timestamp', "'2024-02-29 12:34:56.789012'", '2024-02-29 12:34:56.789012'),
  column('timestamptz', "'2024-02-29 12:34:56.789012+02'", '2024-02-29 10:34:56.789012'),
  lossy(MONTHS, 'interval', "'1 day'", '86400000000'),
  column('json', `'{"a": 1}'`, '{"a":1}'),
  column('jsonb', `'{"a": 1}'`, '{"a":1}'),
  column('uuid', "'00000000-0000-0000-0000-00000000abcd'", '00000000-0000-0000-0000-00000000abcd'),
  column('xml', "'<a/>'", '<a/>'),
  column('inet', "'10.0.0.1'", '10.0.0.1'),
  column('int4range', "'[1,5)'", '[1,5)'),
  column('tsvector', "'fat cat'", "'cat' 'fat'"),
  column('point', "'(1,2)'", STRUCT),
  column('int4', '-2147483648', '-2147483648'),
  column('oid', '4000000000', '4000000000'),
  column('float4', "'NaN'", /refused: .*Field c: The database cannot store (NaN|Infinity)/),
  column('float8', "'Infinity'", /refused: .*Field c: The database cannot store (NaN|Infinity)/),
  lossyValue(NOT_A_NUMBER, 'numeric(10,2)', "'NaN'", 'null'),
  column('numeric(5)', '12345', '12345'),
  column('varbit', "'101'", '\\x05'),
  lossyValue(/zeros at the beginning are dropped\. No setting keeps it/, 'varbit', "'00101'", '\\x05'),
  column('"char"', "'q'", 'q'),
  column('name', "'nm'", 'nm'),
  column('citext', "'CiText'", 'CiText'),
  column('ltree', "'a.b.c'", 'a.b.c'),
  column('date', "'1000-01-01'", '1000-01-01'),
  lossyValue(INFINITE, 'date', "'infinity'", NO_SUCH_DATE),
  column('date', "'0044-03-15 BC'", NO_SUCH_DATE),
  column('time(3)', "'23:59:59.999'", '23:59:59.999'),
  column('time', "'24:00'", '24:00:00'),
  lossyValue(OFFSET, 'timetz', "'23:59:59.999999-11:30'", '11:29:59.999999Z'),
  column('timestamp', "'1000-01-01 00:00:00'", '1000-01-01 00:00:00'),
  column('timestamp(3)', "'1969-12-31 23:59:59.999'", '1969-12-31 23:59:59.999'),
  lossyValue(INFINITE, 'timestamp', "'-infinity'", NO_SUCH_DATE),
  column('timestamp', "'0044-03-15 12:00:00 BC'", NO_SUCH_DATE),
  column('timestamptz', "'infinity'", /refused: .*Field c: Not a timestamp that Kafka Connect can hold: infinity/),
  column('timestamptz', "'1000-01-01 00:00:00+00'", '1000-01-01 00:00:00'),
  column('timestamp', "'12345-01-01 00:00:00'", NO_SUCH_DATE),
  lossy(MONTHS, 'interval', "'1 year 2 mons 3 days 04:05:06.789'", '37091106789000'),
  column('cidr', "'10.0.0.0/8'", '10.0.0.0/8'),
  column('macaddr', "'08:00:2b:01:02:03'", '08:00:2b:01:02:03'),
  column('macaddr8', "'08:00:2b:01:02:03:04:05'", '08:00:2b:01:02:03:04:05'),
  column('int8range', "'[1,5)'", '[1,5)'),
  column('numrange', "'[1.5,2.5]'", '[1.5,2.5]'),
  column('tsrange', "'[2020-01-01,2021-01-01)'", '["2020-01-01 00:00:00","2021-01-01 00:00:00")'),
  column(
    'tstzrange',
    "'[2020-01-01 00:00+00,2021-01-01 00:00+00)'",
    '["2020-01-01 00:00:00+00","2021-01-01 00:00:00+00")',
  ),
  column('daterange', "'[2020-01-01,2021-01-01)'", '[2020-01-01,2021-01-01)'),
  lossy(UNKNOWN, 'int4multirange', "'{[1,3),[5,7)}'", LEFT_OUT),
  column('mood', "'happy'", 'happy'),
  column('posint', '7', '7'),
  column('hstore', "'a=>1,b=>NULL'", '{"a":"1","b":null}'),
  lossy(UNKNOWN, 'tsquery', "'fat & cat'", LEFT_OUT),
  lossy(UNKNOWN, 'regclass', "'pg_class'", LEFT_OUT),
  lossy(UNKNOWN, 'pg_lsn', "'16/B374D848'", LEFT_OUT),
  lossy(UNKNOWN, 'box', "'((1,2),(3,4))'", LEFT_OUT),
  lossy(UNKNOWN, 'lseg', "'[(1,2),(3,4)]'", LEFT_OUT),
  lossy(UNKNOWN, 'path', "'((1,2),(3,4))'", LEFT_OUT),
  lossy(UNKNOWN, 'polygon', "'((0,0),(1,1),(1,0))'", LEFT_OUT),
  lossy(UNKNOWN, 'circle', "'<(1,2),3>'", LEFT_OUT),
  lossy(UNKNOWN, 'line', "'{1,2,3}'", LEFT_OUT),
  column('text[]', "'{a}'", ARRAY),
  column('numeric(10,2)[]', "'{1.5}'", ARRAY),
  column('timestamp[]', "'{2024-01-01}'", ARRAY),
  column('uuid[]', "'{00000000-0000-0000-0000-00000000abcd}'", ARRAY),
  column('int4[]', "'{1,2}'", ARRAY),
  lossyValue(ARRAY_FORM, 'int4[]', "'{{1,2},{3,4}}'", ARRAY),
  lossyValue(ARRAY_FORM, 'int4[]', "'[0:1]={1,2}'", ARRAY),
  lossyValue(NOT_A_NUMBER, 'numeric(10,2)[]', "'{NaN}'", ARRAY),
  lossyValue(INFINITE, 'timestamp[]', "'{infinity}'", ARRAY),
  lossy(UNKNOWN, 'interval[]', "'{1 day}'", LEFT_OUT),
];

/** What the tables of PostgreSQL need beforehand. */
export const SETUP_OF_POSTGRES = `
CREATE EXTENSION IF NOT EXISTS hstore; CREATE EXTENSION IF NOT EXISTS ltree; CREATE EXTENSION IF NOT EXISTS citext;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); CREATE DOMAIN posint AS int CHECK (VALUE > 0)`;

/** The text of a type that Debezium does not know comes as bytes. */
const bytesOf = (text: string): string => `\\x${Buffer.from(text).toString('hex')}`;

/** What the usual modes round or leave out. */
const IN_FULL: readonly Column[] = [
  column('numeric', '1.25', '1.25'),
  column('numeric', "'NaN'", 'NAN'),
  column('money', '1234.56', '1234.56'),
  column('interval', "'1 year 2 mons 3 days 04:05:06.789'", 'P1Y2M3DT4H5M6.789S'),
  column('int4multirange', "'{[1,3),[5,7)}'", bytesOf('{[1,3),[5,7)}')),
  column('tsquery', "'fat & cat'", bytesOf("'fat' & 'cat'")),
  column('regclass', "'pg_class'", bytesOf('pg_class')),
  column('pg_lsn', "'16/B374D848'", bytesOf('16/B374D848')),
  column('box', "'((1,2),(3,4))'", bytesOf('(3,4),(1,2)')),
  column('lseg', "'[(1,2),(3,4)]'", bytesOf('[(1,2),(3,4)]')),
  column('path', "'((1,2),(3,4))'", bytesOf('((1,2),(3,4))')),
  column('polygon', "'((0,0),(1,1),(1,0))'", bytesOf('((0,0),(1,1),(1,0))')),
  column('circle', "'<(1,2),3>'", bytesOf('<(1,2),3>')),
  column('line', "'{1,2,3}'", bytesOf('{1,2,3}')),
];

const CONNECT_TIMES: readonly Column[] = [
  lossy(MICROS, 'TIME(6)', "'12:34:56.789012'", '12:34:56.789'),
  lossy(MICROS, 'DATETIME(6)', "'2024-02-29 12:34:56.789012'", '2024-02-29 12:34:56.789'),
  column('DATE', "'1000-01-01'", '1000-01-01'),
  column('DATETIME', "'1000-01-01 00:00:00'", '1000-01-01 00:00:00'),
  column('DATETIME(3)', "'1969-12-31 23:59:59.999'", '1969-12-31 23:59:59.999'),
  column('TIME(3)', "'12:34:56.789'", '12:34:56.789'),
  column('TIMESTAMP(3) NULL', "'2024-02-29 12:34:56.78'", '2024-02-29 12:34:56.78'),
];

/** Types whose other modes lose. */
const POSTGRES_CONNECT_TIMES: readonly Column[] = [
  column('time(3)', "'12:34:56.789'", '12:34:56.789'),
  lossy(MICROS, 'time', "'12:34:56.789012'", '12:34:56.789'),
  column('timestamp(3)', "'2024-02-29 12:34:56.789'", '2024-02-29 12:34:56.789'),
  lossy(MICROS, 'timestamp', "'2024-02-29 12:34:56.789012'", '2024-02-29 12:34:56.789'),
  lossy(MICROS, 'timestamp(6)[]', "'{2024-02-29 12:34:56.789012}'", ARRAY),
  column('timestamptz', "'2024-02-29 12:34:56.789012+02'", '2024-02-29 10:34:56.789012'),
  column('date', "'2024-02-29'", '2024-02-29'),
  lossyValue(
    /after the year 275760 becomes null\. Set time\.precision\.mode=adaptive/,
    'date',
    "'300000-01-01'",
    'null',
  ),
  lossyValue(INFINITE, 'timestamp(3)', "'infinity'", NO_SUCH_DATE),
];

const POSTGRES_NANOS: readonly Column[] = [
  column('time', "'12:34:56.789012'", '12:34:56.789012'),
  column('timestamp', "'2024-02-29 12:34:56.789012'", '2024-02-29 12:34:56.789012'),
  lossyValue(
    /before 1677 or after 2262 becomes null\. Set time\.precision\.mode=microseconds/,
    'timestamp',
    "'1000-01-01'",
    'null',
  ),
  lossyValue(INFINITE, 'timestamp', "'infinity'", /2262-04-11 23:47:16\.85477/),
];

const POSTGRES_DOUBLES: readonly Column[] = [
  column('numeric(15,2)', '1234567890123.45', '1234567890123.45'),
  column('numeric(10,2)', "'NaN'", /refused: .*cannot store NaN/),
  lossy(DIGITS, 'numeric(16,2)', '12345678901234.56', '12345678901234.56'),
  lossy(
    DIGITS,
    'numeric',
    '12345678901234567890.5',
    /12345678901234567000|12345678901234567000|1\.2345678901234567e\+?19/,
  ),
  lossy(DIGITS, 'money', '90071992547409.93', /90071992547409\.9/),
];

const MYSQL_DOUBLES: readonly Column[] = [
  column('DECIMAL(15,2)', '1234567890123.45', '1234567890123.45'),
  lossy(DIGITS, 'DECIMAL(30,10)', '12345678901234567890.5', /1\.2345678901234567e\+19/),
  column('DATE', "'2050-02-03'", '2050-02-03'),
  column('DATE', "'0050-02-03'", '0050-02-03'),
];

const debezium = { 'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector' };

export const TRIPS: readonly Trip[] = [
  { what: 'every type of PostgreSQL', from: 'postgres', source: {}, sink: {}, columns: OF_POSTGRES },
  {
    what: 'PostgreSQL’s types in full',
    from: 'postgres',
    source: {
      'include.unknown.datatypes': 'true',
      'interval.handling.mode': 'string',
      'decimal.handling.mode': 'string',
    },
    sink: {},
    columns: IN_FULL,
  },
  {
    what: 'PostgreSQL’s times as Connect’s',
    from: 'postgres',
    source: { 'time.precision.mode': 'connect' },
    sink: {},
    columns: POSTGRES_CONNECT_TIMES,
  },
  {
    what: 'PostgreSQL’s times in nanoseconds',
    from: 'postgres',
    source: { 'time.precision.mode': 'nanoseconds' },
    sink: {},
    columns: POSTGRES_NANOS,
  },
  {
    what: 'PostgreSQL’s numbers as doubles',
    from: 'postgres',
    source: { 'decimal.handling.mode': 'double' },
    sink: {},
    columns: POSTGRES_DOUBLES,
  },
  {
    what: 'every type of MySQL',
    from: 'mysql',
    source: {},
    sink: {},
    columns: [...SHARED, ...OF_MYSQL, ...TOLD_AS_DOCUMENTED],
  },
  {
    what: 'MySQL’s numbers in full, times as Connect’s, by Debezium’s sink in another zone',
    from: 'mysql',
    source: { 'bigint.unsigned.handling.mode': 'precise', 'time.precision.mode': 'connect' },
    sink: { ...debezium, 'use.time.zone': 'Asia/Tokyo' },
    columns: [...CONNECT_TIMES, column('BIGINT UNSIGNED', '18446744073709551615', '18446744073709551615')],
  },
  {
    what: 'MySQL’s numbers as doubles, and years as they are',
    from: 'mysql',
    source: { 'decimal.handling.mode': 'double', 'enable.time.adjuster': 'false' },
    sink: {},
    columns: MYSQL_DOUBLES,
  },
  { what: 'every type of MariaDB', from: 'mariadb', source: {}, sink: {}, columns: [...SHARED, ...OF_MARIADB] },
  {
    what: 'MariaDB’s times as Connect’s, by Confluent’s sink',
    from: 'mariadb',
    source: { 'time.precision.mode': 'connect' },
    sink: { 'date.calendar.system': 'PROLEPTIC_GREGORIAN' },
    columns: CONNECT_TIMES,
  },
];
