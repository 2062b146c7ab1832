import type { Flavor } from '../flavor.ts';
import { takeCharset } from './charset-clause.ts';
import { charsetOfShorthand } from './charsets.ts';
import type { Cursor } from './cursor.ts';

/** A type as a column's definition begins with it. */
export interface DataType {
  readonly typeName: string;
  readonly length: number | null;
  readonly scale: number | null;
  readonly charset: string | null;
  readonly enumValues: readonly string[];
  /** SERIAL is short for a type and some attributes. */
  readonly isSerial: boolean;
}

/** Types of several words, the longest first. */
const LONG_NAMES: ReadonlyArray<readonly string[]> = [
  ['NATIONAL', 'CHARACTER', 'VARYING'],
  ['NATIONAL', 'CHAR', 'VARYING'],
  ['NATIONAL', 'CHARACTER'],
  ['NATIONAL', 'VARCHAR'],
  ['NATIONAL', 'CHAR'],
  ['NCHAR', 'VARCHAR'],
  ['NCHAR', 'VARYING'],
  ['LONG', 'CHARACTER', 'VARYING'],
  ['LONG', 'CHAR', 'VARYING'],
  ['LONG', 'VARBINARY'],
  ['LONG', 'VARCHAR'],
  ['CHARACTER', 'VARYING'],
  ['CHAR', 'VARYING'],
  ['DOUBLE', 'PRECISION'],
];

const NAMES = new Set(
  `TINYINT SMALLINT MEDIUMINT MIDDLEINT INT INTEGER BIGINT INT1 INT2 INT3 INT4 INT8 FLOAT FLOAT4 FLOAT8 REAL DOUBLE DECIMAL DEC
  NUMERIC FIXED BIT BOOL BOOLEAN SERIAL DATE TIME TIMESTAMP DATETIME YEAR CHAR CHARACTER VARCHAR VARCHARACTER NCHAR NVARCHAR LONG
  TINYTEXT TEXT MEDIUMTEXT LONGTEXT BINARY VARBINARY TINYBLOB BLOB MEDIUMBLOB LONGBLOB ENUM SET JSON GEOMETRY POINT LINESTRING
  POLYGON MULTIPOINT MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION GEOMCOLLECTION VECTOR UUID INET4 INET6`.split(
    /\s+/,
  ),
);

const MAX_LENGTH = 2 ** 31 - 1;
const DECIMALS = new Set(['DECIMAL', 'DEC', 'NUMERIC', 'FIXED']);
const DEFAULT_DECIMAL_LENGTH = 10;

const nameOf = (cursor: Cursor): string => {
  const long = LONG_NAMES.find((words) => cursor.take(...words));
  if (long !== undefined) return long.join(' ');
  const token = cursor.peek();
  if (token?.kind !== 'word' || !NAMES.has(token.value)) throw cursor.fail(`'${token?.text ?? ''}' is no type`);
  return cursor.next().value;
};

const number = (cursor: Cursor): number => {
  const { kind, value } = cursor.next();
  if (kind !== 'number') throw cursor.fail(`a length is expected at '${value}'`);
  return Math.min(Math.trunc(Number(value)), MAX_LENGTH);
};

const sizeOf = (cursor: Cursor): Pick<DataType, 'length' | 'scale'> => {
  if (!cursor.takeSymbol('(')) return { length: null, scale: null };
  const length = number(cursor);
  const scale = cursor.takeSymbol(',') ? number(cursor) : null;
  cursor.expectSymbol(')');
  return { length, scale };
};

const labelsOf = (cursor: Cursor): readonly string[] => {
  const labels: string[] = [];
  cursor.expectSymbol('(');
  do labels.push(cursor.string());
  while (cursor.takeSymbol(','));
  cursor.expectSymbol(')');
  return labels;
};

/** A set's length is that of its labels' letters with commas, if each were one letter: so the original counts. */
const labelledSize = (name: string, labels: readonly string[]): Pick<DataType, 'length' | 'scale'> => ({
  length: name === 'SET' ? Math.max(0, labels.length * 2 - 1) : 1,
  scale: null,
});

const withDefaults = (name: string, { length, scale }: Pick<DataType, 'length' | 'scale'>, flavor: Flavor) => {
  if (DECIMALS.has(name)) return { length: length || DEFAULT_DECIMAL_LENGTH, scale: scale ?? 0 };
  if (name === 'BIT') return { length: length ?? 1, scale };
  if (name === 'NCHAR' || name === 'NATIONAL CHAR' || name === 'NATIONAL CHARACTER')
    return { length: length ?? 1, scale };
  // A vector of no length cannot be; the original says so for MariaDB.
  if (name === 'VECTOR') return { length: length ?? (flavor === 'mariadb' ? 2048 : null), scale };
  return { length, scale };
};

/** SIGNED, UNSIGNED and ZEROFILL, the last of which makes a number unsigned. */
const signOf = (cursor: Cursor): string => {
  let sign = '';
  for (;;) {
    if (cursor.take('SIGNED')) sign = sign.endsWith('ZEROFILL') ? sign : ' SIGNED';
    else if (cursor.take('UNSIGNED')) sign = sign.endsWith('ZEROFILL') ? sign : ' UNSIGNED';
    else if (cursor.take('ZEROFILL')) sign = ' UNSIGNED ZEROFILL';
    else return sign;
  }
};

/** `BINARY` behind a character type means its binary collation, `BYTE` the binary type itself. */
const textAttributes = (cursor: Cursor): { readonly charset: string | null; readonly suffix: string } => {
  let charset: string | null = null;
  let suffix = '';
  for (;;) {
    const shorthand = charsetOfShorthand(cursor.peek()?.value ?? '');
    const given = takeCharset(cursor);
    if (given !== undefined) charset = given;
    else if (cursor.take('BINARY')) suffix = ' BINARY';
    else if (cursor.take('BYTE')) charset = 'binary';
    else if (shorthand !== undefined && cursor.peek()?.kind === 'word') {
      charset = shorthand;
      cursor.next();
    } else return { charset, suffix };
  }
};

const isNational = (name: string): boolean => /^N(ATIONAL|CHAR|VARCHAR)/.test(name);

/** Reads a column's type; its attributes come behind it. */
export const readDataType = (cursor: Cursor, flavor: Flavor): DataType => {
  const name = nameOf(cursor);
  const isLabelled = name === 'ENUM' || name === 'SET';
  const enumValues = isLabelled ? labelsOf(cursor) : [];
  const size = isLabelled ? labelledSize(name, enumValues) : withDefaults(name, sizeOf(cursor), flavor);
  const sign = signOf(cursor);
  const { charset, suffix } = textAttributes(cursor);
  const isSerial = name === 'SERIAL';
  return {
    typeName: isSerial ? 'BIGINT UNSIGNED' : `${name}${sign}${isLabelled ? '' : suffix}`,
    ...size,
    charset: isNational(name) ? 'utf8' : charset,
    enumValues,
    isSerial,
  };
};
