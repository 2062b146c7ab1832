import type { TableId } from '../../table-id.ts';
import { DdlError } from './ddl-error.ts';
import type { Token } from './tokens.ts';

/** Reads the tokens of one statement, from the first to the last. */
export interface Cursor {
  readonly isAtEnd: () => boolean;
  /** The token that comes next, or one behind it; `undefined` at the end. */
  peek(ahead?: number): Token | undefined;
  next(): Token;
  /** Whether these bare words come next. */
  isAt(...words: readonly string[]): boolean;
  /** Takes these bare words, all or none of them. */
  take(...words: readonly string[]): boolean;
  isAtSymbol(symbol: string): boolean;
  takeSymbol(symbol: string): boolean;
  expectSymbol(symbol: string): void;
  /** A name, quoted or not; with sql_mode ANSI_QUOTES double quotes enclose names. */
  name(): string;
  /** A string, or several that stand next to each other, which are one. */
  string(): string;
  /** The text from a token on to the last one that was taken. */
  textFrom(token: Token | undefined): string;
  /** Passes a group in parentheses, the opening one being next. */
  skipGroup(): void;
  /** Passes all up to a comma or a closing parenthesis of this level. */
  skipElement(): void;
  fail(problem: string): DdlError;
}

export const createCursor = (statement: string, tokens: readonly Token[]): Cursor => {
  let at = 0;
  const peek = (ahead = 0): Token | undefined => tokens[at + ahead];
  const fail = (problem: string): DdlError => new DdlError(problem, statement);
  const found = (): string => (peek() === undefined ? 'at its end' : `at '${peek()?.text}'`);

  const isAt = (...words: readonly string[]): boolean =>
    words.every((word, index) => peek(index)?.kind === 'word' && peek(index)?.value === word);
  const isAtSymbol = (symbol: string): boolean => peek()?.kind === 'symbol' && peek()?.value === symbol;
  const next = (): Token => {
    const token = peek();
    if (token === undefined) throw fail('it ends too early');
    at += 1;
    return token;
  };
  const takeSymbol = (symbol: string): boolean => {
    if (!isAtSymbol(symbol)) return false;
    at += 1;
    return true;
  };
  const expectSymbol = (symbol: string): void => {
    if (!takeSymbol(symbol)) throw fail(`'${symbol}' is expected ${found()}`);
  };
  const skipGroup = (): void => {
    expectSymbol('(');
    for (let depth = 1; depth > 0; ) {
      const { kind, value } = next();
      if (kind === 'symbol' && value === '(') depth += 1;
      if (kind === 'symbol' && value === ')') depth -= 1;
    }
  };

  return {
    isAtEnd: () => at >= tokens.length,
    peek,
    next,
    isAt,
    take: (...words) => {
      if (!isAt(...words)) return false;
      at += words.length;
      return true;
    },
    isAtSymbol,
    takeSymbol,
    expectSymbol,
    name: () => {
      const token = peek();
      if (token?.kind === 'name' || (token?.kind === 'string' && token.text.startsWith('"'))) return next().value;
      if (token?.kind === 'word') return next().text;
      throw fail(`a name is expected ${found()}`);
    },
    string: () => {
      if (peek()?.kind !== 'string') throw fail(`a string is expected ${found()}`);
      let text = '';
      while (peek()?.kind === 'string') text += next().value;
      return text;
    },
    textFrom: (token) =>
      token === undefined || at === 0 ? '' : statement.slice(token.start, tokens[at - 1]?.end ?? token.end),
    skipGroup,
    skipElement: () => {
      while (at < tokens.length && !isAtSymbol(',') && !isAtSymbol(')')) {
        if (isAtSymbol('(')) skipGroup();
        else at += 1;
      }
    },
    fail,
  };
};

/** `table`, `database.table` or `.table`. */
export const tableName = (cursor: Cursor, database: string, isLower: boolean): TableId => {
  const given = cursor.takeSymbol('.') ? database : cursor.name();
  const [schema, table] = cursor.takeSymbol('.') ? [given, cursor.name()] : [database, given];
  return isLower ? { schema: schema.toLowerCase(), table: table.toLowerCase() } : { schema, table };
};

/** Names in parentheses, with the lengths and orders of key parts; `null` where one is an expression. */
export const keyParts = (cursor: Cursor): readonly string[] | null => {
  const names: string[] = [];
  let hasExpression = false;
  cursor.expectSymbol('(');
  do {
    if (cursor.isAtSymbol('(')) hasExpression = true;
    else names.push(cursor.name());
    cursor.skipElement();
  } while (cursor.takeSymbol(','));
  cursor.expectSymbol(')');
  return hasExpression ? null : names;
};
