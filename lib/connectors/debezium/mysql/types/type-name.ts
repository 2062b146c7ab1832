/** A type's name without its attributes, and what these say. */
export interface TypeName {
  readonly base: string;
  readonly isUnsigned: boolean;
}

const SYNONYMS: Readonly<Record<string, string>> = {
  INT1: 'TINYINT',
  INT2: 'SMALLINT',
  INT3: 'MEDIUMINT',
  MIDDLEINT: 'MEDIUMINT',
  INTEGER: 'INT',
  INT4: 'INT',
  INT8: 'BIGINT',
  BOOL: 'BOOLEAN',
  DEC: 'DECIMAL',
  FIXED: 'DECIMAL',
  NUMERIC: 'DECIMAL',
  FLOAT4: 'FLOAT',
  FLOAT8: 'DOUBLE',
  REAL: 'DOUBLE',
  'DOUBLE PRECISION': 'DOUBLE',
  GEOMCOLLECTION: 'GEOMETRYCOLLECTION',
  'LONG VARBINARY': 'BLOB',
  TINYBLOB: 'BLOB',
  MEDIUMBLOB: 'BLOB',
  LONGBLOB: 'BLOB',
};

const TEXT = /^(CHAR|CHARACTER|VARCHAR|VARCHARACTER|NCHAR|NVARCHAR|NATIONAL|TINYTEXT|TEXT|MEDIUMTEXT|LONGTEXT|LONG)\b/;

/** All character types read alike: their base is `TEXT`. */
export const parseTypeName = (typeName: string): TypeName => {
  const plain = typeName.replace(/ (SIGNED|UNSIGNED|ZEROFILL|BINARY)\b/g, '');
  const base = SYNONYMS[plain] ?? (TEXT.test(plain) ? 'TEXT' : plain);
  return { base, isUnsigned: typeName.includes(' UNSIGNED') };
};
