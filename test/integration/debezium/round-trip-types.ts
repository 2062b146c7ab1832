/** A column, a value of it, and what must arrive: the value's text, or why it is refused. */
export interface Column {
  readonly type: string;
  readonly value: string;
  readonly is: string | RegExp;
}

const column = (type: string, value: string, is: string | RegExp): Column => ({ type, value, is });

/** There is no column type for it: a transformation must take it apart. */
const STRUCT = /refused: .*type doesn't have a mapping to the SQL database column type/;

/** Those of MySQL and MariaDB. */
export const SHARED: readonly Column[] = [
  column('TINYINT', '-128', '-128'),
  column('TINYINT UNSIGNED', '255', '255'),
  column('SMALLINT UNSIGNED', '65535', '65535'),
  column('MEDIUMINT', '-8388608', '-8388608'),
  column('INT UNSIGNED', '4294967295', '4294967295'),
  column('BIGINT', '9007199254740993', '9007199254740993'),
  column('DECIMAL(30,10)', '12345678901234567890.0123456789', '12345678901234567890.0123456789'),
  column('FLOAT', '1.5', '1.5'),
  column('DOUBLE', '0.1', '0.1'),
  column('BIT', "b'1'", '1'),
  column('BIT(12)', "b'100000000001'", '\\x0108'),
  column('DATE', "'2024-02-29'", '2024-02-29'),
  column('TIME(6)', "'12:34:56.789012'", '12:34:56.789012'),
  column('DATETIME(6)', "'2024-02-29 12:34:56.789012'", '2024-02-29 12:34:56.789012'),
  column('DATETIME', "'1000-01-01 00:00:00'", '1000-01-01 00:00:00'),
  column('TIMESTAMP(3) NULL', "'2024-02-29 12:34:56.78'", '2024-02-29 12:34:56.78'),
  column('YEAR', '2024', '2024'),
  column('CHAR(5)', "'ab'", 'ab'),
  column('VARCHAR(20) CHARACTER SET latin1', "'naïve €'", 'naïve €'),
  column('LONGTEXT', "'日本'", '日本'),
  column('BINARY(3)', "'a'", '\\x610000'),
  column('BLOB', '0x00ff', '\\x00ff'),
  column("ENUM('a','b')", "'b'", 'b'),
  column("SET('a','b')", "'a,b'", 'a,b'),
  column('POINT', 'ST_GeomFromText("POINT(1 2)")', STRUCT),
  column('GEOMETRY', 'ST_GeomFromText("POINT(1 2)")', STRUCT),
];

/** What goes from MySQL to PostgreSQL, which has no durations of that kind. */
export const OF_MYSQL: readonly Column[] = [
  column('JSON', `'{"a": [1, 2.5]}'`, '{"a":[1,2.5]}'),
  column('TIME', "'-01:00:00'", /TIME: refused: .*is no time of day/),
];

/** What goes from MariaDB to MySQL. */
export const OF_MARIADB: readonly Column[] = [
  column('JSON', `'{"a": [1, 2.5]}'`, '{"a":[1,2.5]}'),
  column('TIME(1)', "'-100:00:00.5'", '-100:00:00.5'),
  column('UUID', "'123e4567-e89b-12d3-a456-426655440000'", '123e4567-e89b-12d3-a456-426655440000'),
  column('INET4', "'10.0.0.1'", '10.0.0.1'),
  column('INET6', "'2001:db8::1'", '2001:db8::1'),
];

export const OF_POSTGRES: readonly Column[] = [
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
  column('timetz', "'12:34:56+02'", '10:34:56Z'),
  column('timestamp', "'2024-02-29 12:34:56.789012'", '2024-02-29 12:34:56.789012'),
  column('timestamptz', "'2024-02-29 12:34:56.789012+02'", '2024-02-29 10:34:56.789012'),
  column('interval', "'1 day'", '86400000000'),
  column('json', `'{"a": 1}'`, '{"a":1}'),
  column('jsonb', `'{"a": 1}'`, '{"a":1}'),
  column('uuid', "'00000000-0000-0000-0000-00000000abcd'", '00000000-0000-0000-0000-00000000abcd'),
  column('xml', "'<a/>'", '<a/>'),
  column('inet', "'10.0.0.1'", '10.0.0.1'),
  column('int4range', "'[1,5)'", '[1,5)'),
  column('tsvector', "'fat cat'", "'cat' 'fat'"),
  column('point', "'(1,2)'", STRUCT),
  column('int4[]', "'{1,2}'", /int4\[\]: refused: .*/),
];
