import type { Flavor } from '../flavor.ts';
import { type ColumnDefinition, readColumnDefinition } from './column-definition.ts';
import { type Cursor, keyParts } from './cursor.ts';
import type { Place } from './table-editor.ts';

/** What stands between the commas of a table's definition, or behind ADD. */
export type TableElement =
  | { readonly kind: 'column'; readonly definition: ColumnDefinition; readonly place: Place }
  | { readonly kind: 'primary'; readonly columns: readonly string[] }
  /** `null` for a key on expressions. */
  | { readonly kind: 'unique'; readonly columns: readonly string[] | null }
  /** Other keys, checks and periods change nothing of rows. */
  | { readonly kind: 'other' };

const OTHERS: ReadonlyArray<readonly string[]> = [
  ['INDEX'],
  ['KEY'],
  ['FULLTEXT'],
  ['SPATIAL'],
  ['FOREIGN'],
  ['CHECK'],
  ['VECTOR', 'INDEX'],
  ['VECTOR', 'KEY'],
  ['PERIOD', 'FOR'],
  ['PARTITION'],
  ['SYSTEM', 'VERSIONING'],
];

/** Passes a key's name and kind, up to its columns. */
const skipToParts = (cursor: Cursor): void => {
  while (!cursor.isAtEnd() && !cursor.isAtSymbol('(')) cursor.next();
};

const readKey = (cursor: Cursor): TableElement | undefined => {
  if (cursor.take('PRIMARY', 'KEY')) {
    skipToParts(cursor);
    return { kind: 'primary', columns: keyParts(cursor) ?? [] };
  }
  if (cursor.take('UNIQUE')) {
    skipToParts(cursor);
    return { kind: 'unique', columns: keyParts(cursor) };
  }
  return OTHERS.some((words) => cursor.isAt(...words)) ? { kind: 'other' } : undefined;
};

const readConstraint = (cursor: Cursor): TableElement | undefined => {
  if (!cursor.take('CONSTRAINT')) return readKey(cursor);
  cursor.take('IF', 'NOT', 'EXISTS');
  const isUnnamed = ['PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK'].some((word) => cursor.isAt(word));
  if (!isUnnamed) cursor.name();
  return readKey(cursor) ?? { kind: 'other' };
};

const placeOf = (cursor: Cursor): Place => {
  if (cursor.take('FIRST')) return 'first';
  return cursor.take('AFTER') ? { after: cursor.name() } : null;
};

/** A column's definition, and where it goes. */
export const readColumn = (cursor: Cursor, name: string, flavor: Flavor): Extract<TableElement, { kind: 'column' }> => {
  const definition = readColumnDefinition(cursor, name, flavor);
  return { kind: 'column', definition, place: placeOf(cursor) };
};

/** Reads one element, up to the comma or the parenthesis behind it. */
export const readElement = (cursor: Cursor, flavor: Flavor): TableElement => {
  const element = readConstraint(cursor) ?? readColumn(cursor, cursor.name(), flavor);
  cursor.skipElement();
  return element;
};

/** Elements in parentheses. */
export const readElements = (cursor: Cursor, flavor: Flavor): readonly TableElement[] => {
  const elements: TableElement[] = [];
  cursor.expectSymbol('(');
  do elements.push(readElement(cursor, flavor));
  while (cursor.takeSymbol(','));
  cursor.expectSymbol(')');
  return elements;
};
