import { parseTypeName } from '../types/type-name.ts';

/** Numbers of `java.sql.Types`. */
const TYPES: Readonly<Record<string, number>> = {
  TINYINT: 5,
  SMALLINT: 5,
  MEDIUMINT: 4,
  INT: 4,
  BIGINT: -5,
  FLOAT: 6,
  DOUBLE: 8,
  DECIMAL: 3,
  BIT: -7,
  BOOLEAN: 16,
  DATE: 91,
  TIME: 92,
  DATETIME: 93,
  TIMESTAMP: 2014,
  YEAR: 4,
  ENUM: 1,
  SET: 1,
  BINARY: -2,
  VARBINARY: -3,
  BLOB: 2004,
};

const OTHER = 1111;
const [CHAR, VARCHAR, NCHAR, NVARCHAR, NUMERIC] = [1, 12, -15, -9, 2];

const textType = (typeName: string): number => {
  const isNational = typeName.startsWith('N');
  const isVarying = /VAR|TEXT|LONG/.test(typeName);
  if (isNational) return isVarying ? NVARCHAR : NCHAR;
  return isVarying ? VARCHAR : CHAR;
};

/** What the original's parsers call a type. */
export const jdbcTypeOf = (typeName: string): number => {
  const { base } = parseTypeName(typeName);
  if (base === 'TEXT') return textType(typeName);
  return typeName.startsWith('NUMERIC') ? NUMERIC : (TYPES[base] ?? OTHER);
};
