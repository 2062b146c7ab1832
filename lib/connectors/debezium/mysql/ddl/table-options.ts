import { takeCharset, takeCollation } from './charset-clause.ts';
import type { Cursor } from './cursor.ts';

/** What options say of a table; `undefined` where they say nothing, and `null` for the default. */
export interface TableOptions {
  readonly charset: string | null | undefined;
  readonly comment: string | undefined;
}

const END = ['PARTITION', 'SELECT', 'AS', 'IGNORE', 'REPLACE', 'TABLE', 'VALUES'];

const takeComment = (cursor: Cursor): string | undefined => {
  if (!cursor.take('COMMENT')) return undefined;
  cursor.takeSymbol('=');
  return cursor.string();
};

/** Reads options up to a comma where each is one of an ALTER's, or up to what ends them. */
export const readTableOptions = (cursor: Cursor, stopsAtComma: boolean): TableOptions => {
  let charset: string | null | undefined;
  let collation: string | null | undefined;
  let comment: string | undefined;
  while (!cursor.isAtEnd() && !cursor.isAtSymbol(';') && !END.some((word) => cursor.isAt(word))) {
    if (stopsAtComma && cursor.isAtSymbol(',')) break;
    const [givenCharset, givenComment] = [takeCharset(cursor), takeComment(cursor)];
    const givenCollation = takeCollation(cursor);
    charset = givenCharset === undefined ? charset : givenCharset;
    collation = givenCollation === undefined ? collation : givenCollation;
    comment = givenComment ?? comment;
    if (givenCharset !== undefined || givenComment !== undefined || givenCollation !== undefined) continue;
    if (cursor.isAtSymbol('(')) cursor.skipGroup();
    else cursor.next();
  }
  return { charset: charset ?? collation, comment };
};
