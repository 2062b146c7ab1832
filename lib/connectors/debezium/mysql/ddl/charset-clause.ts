import { charsetOfCollation } from './charsets.ts';
import type { Cursor } from './cursor.ts';

const takeCharsetWords = (cursor: Cursor): boolean =>
  cursor.take('CHARACTER', 'SET') || cursor.take('CHAR', 'SET') || cursor.take('CHARSET');

const nameOrString = (cursor: Cursor): string =>
  (cursor.peek()?.kind === 'string' ? cursor.string() : cursor.name()).toLowerCase();

/** `CHARACTER SET [=] x`; `undefined` where there is none, `null` for DEFAULT. */
export const takeCharset = (cursor: Cursor): string | null | undefined => {
  if (!takeCharsetWords(cursor)) return undefined;
  cursor.takeSymbol('=');
  const charset = nameOrString(cursor);
  return charset === 'default' ? null : charset;
};

/** `COLLATE [=] x`, as the character set that it belongs to; `undefined` where there is none. */
export const takeCollation = (cursor: Cursor): string | null | undefined => {
  if (!cursor.take('COLLATE')) return undefined;
  cursor.takeSymbol('=');
  const collation = nameOrString(cursor);
  return collation === 'default' ? null : charsetOfCollation(collation);
};
