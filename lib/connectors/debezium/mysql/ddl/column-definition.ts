import type { Flavor } from '../flavor.ts';
import type { ColumnModel } from '../table-model.ts';
import { takeCharset, takeCollation } from './charset-clause.ts';
import type { Cursor } from './cursor.ts';
import { readDataType } from './data-type.ts';
import { readDefault } from './default-literal.ts';

/** A column, and what its definition says of the table's keys. */
export interface ColumnDefinition {
  readonly column: ColumnModel;
  readonly key: 'primary' | 'unique' | null;
}

/** What attributes have said so far. */
interface Attributes {
  optional: boolean | null;
  autoIncremented: boolean;
  generated: boolean;
  /** `undefined` where no default was given. */
  defaultExpression: string | null | undefined;
  charset: string | null;
  comment: string | null;
  key: 'primary' | 'unique' | null;
}

type AttributeReader = (cursor: Cursor, attributes: Attributes, flavor: Flavor) => void;

const setsNumber = (attributes: Attributes): void => {
  attributes.autoIncremented = true;
  attributes.generated = true;
};

const serial = (attributes: Attributes): void => {
  attributes.optional ??= false;
  attributes.key ??= 'unique';
  setsNumber(attributes);
};

const takeValue = (cursor: Cursor): void => {
  cursor.takeSymbol('=');
  cursor.next();
};

const skipReference = (cursor: Cursor): void => {
  cursor.name();
  if (cursor.takeSymbol('.')) cursor.name();
  if (cursor.isAtSymbol('(')) cursor.skipGroup();
  if (cursor.take('MATCH')) cursor.next();
  while (cursor.take('ON', 'DELETE') || cursor.take('ON', 'UPDATE'))
    if (!(cursor.take('SET') || cursor.take('NO'))) cursor.next();
    else cursor.next();
};

const generated: AttributeReader = (cursor, attributes) => {
  if (cursor.take('ROW')) {
    // Begin and end of a row's validity, of MariaDB's versioned tables.
    cursor.next();
    attributes.optional ??= false;
  } else cursor.skipGroup();
  cursor.take('VIRTUAL') || cursor.take('STORED') || cursor.take('PERSISTENT');
};

const ignored: AttributeReader = () => {};

const skipsValue: AttributeReader = (cursor) => takeValue(cursor);

/** By the words that they begin with, the longer ones first. */
const ATTRIBUTES: ReadonlyArray<readonly [words: readonly string[], read: AttributeReader]> = [
  [
    ['NOT', 'NULL'],
    (_cursor, attributes) => {
      attributes.optional = false;
    },
  ],
  [
    ['NULL'],
    (_cursor, attributes) => {
      attributes.optional = true;
    },
  ],
  [
    ['DEFAULT'],
    (cursor, attributes) => {
      attributes.defaultExpression = readDefault(cursor).expression;
    },
  ],
  [
    ['ON', 'UPDATE'],
    (cursor, attributes, flavor) => {
      cursor.next();
      if (cursor.isAtSymbol('(')) cursor.skipGroup();
      if (flavor === 'mysql') setsNumber(attributes);
    },
  ],
  [['AUTO_INCREMENT'], (_cursor, attributes) => setsNumber(attributes)],
  [['SERIAL', 'DEFAULT', 'VALUE'], (_cursor, attributes) => serial(attributes)],
  [
    ['UNIQUE'],
    (cursor, attributes) => {
      cursor.take('KEY') || cursor.take('INDEX');
      attributes.key ??= 'unique';
    },
  ],
  [
    ['PRIMARY'],
    (cursor, attributes) => {
      cursor.take('KEY');
      attributes.key = 'primary';
    },
  ],
  [
    ['KEY'],
    (_cursor, attributes) => {
      attributes.key = 'primary';
    },
  ],
  [
    ['COMMENT'],
    (cursor, attributes) => {
      attributes.comment = cursor.string();
    },
  ],
  [['GENERATED', 'ALWAYS', 'AS'], generated],
  [['AS'], generated],
  [['INVISIBLE'], ignored],
  [['VISIBLE'], ignored],
  [['NOT', 'SECONDARY'], ignored],
  [['NOT', 'ENFORCED'], ignored],
  [['ENFORCED'], ignored],
  [['WITH', 'SYSTEM', 'VERSIONING'], ignored],
  [['WITHOUT', 'SYSTEM', 'VERSIONING'], ignored],
  [['COLUMN_FORMAT'], skipsValue],
  [['STORAGE'], skipsValue],
  [['SRID'], skipsValue],
  [['REF_SYSTEM_ID'], skipsValue],
  [['ENGINE_ATTRIBUTE'], skipsValue],
  [['SECONDARY_ENGINE_ATTRIBUTE'], skipsValue],
  [['CHECK'], (cursor) => cursor.skipGroup()],
  [['REFERENCES'], skipReference],
  [
    ['COMPRESSED'],
    (cursor) => {
      if (cursor.isAtSymbol('=')) takeValue(cursor);
    },
  ],
  [
    ['CONSTRAINT'],
    (cursor) => {
      if (!cursor.isAt('CHECK') && !cursor.isAt('REFERENCES')) cursor.name();
    },
  ],
];

/** Attributes of the storage engines of MariaDB: `name=value`. */
const takeEngineAttribute = (cursor: Cursor): boolean => {
  if (cursor.peek(1)?.value !== '=' || cursor.peek(1)?.kind !== 'symbol') return false;
  cursor.next();
  takeValue(cursor);
  return true;
};

const isAtEnd = (cursor: Cursor): boolean =>
  cursor.isAtEnd() ||
  cursor.isAtSymbol(',') ||
  cursor.isAtSymbol(')') ||
  cursor.isAtSymbol(';') ||
  cursor.isAt('FIRST') ||
  cursor.isAt('AFTER');

const readAttribute = (cursor: Cursor, attributes: Attributes, flavor: Flavor): void => {
  const given = takeCharset(cursor);
  const charset = given === undefined ? takeCollation(cursor) : given;
  if (charset !== undefined) {
    attributes.charset ??= charset;
    return;
  }
  const found = ATTRIBUTES.find(([words]) => cursor.take(...words));
  if (found !== undefined) found[1](cursor, attributes, flavor);
  else if (!takeEngineAttribute(cursor))
    throw cursor.fail(`'${cursor.peek()?.text ?? ''}' is no attribute of a column that is known`);
};

/** A column that may be null has the default NULL unless another one is given; a key's column may not be null. */
const columnOf = (name: string, type: ReturnType<typeof readDataType>, attributes: Attributes): ColumnModel => {
  const optional = attributes.key === 'primary' ? false : (attributes.optional ?? true);
  const { defaultExpression } = attributes;
  return {
    name,
    typeName: type.typeName,
    length: type.length,
    scale: type.scale,
    charset: attributes.charset,
    optional,
    autoIncremented: attributes.autoIncremented,
    generated: attributes.generated,
    hasDefault:
      optional || (defaultExpression !== undefined && !(defaultExpression === null && attributes.key === 'primary')),
    defaultExpression: defaultExpression ?? null,
    enumValues: type.enumValues,
    comment: attributes.comment,
  };
};

/** Reads a column's type and attributes, up to a comma, a closing parenthesis, FIRST or AFTER. */
export const readColumnDefinition = (cursor: Cursor, name: string, flavor: Flavor): ColumnDefinition => {
  const type = readDataType(cursor, flavor);
  const attributes: Attributes = {
    optional: null,
    autoIncremented: false,
    generated: false,
    defaultExpression: undefined,
    charset: type.charset,
    comment: null,
    key: null,
  };
  if (type.isSerial) serial(attributes);
  while (!isAtEnd(cursor)) readAttribute(cursor, attributes, flavor);
  return { column: columnOf(name, type, attributes), key: attributes.key };
};
