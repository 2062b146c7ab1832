import type { Flavor } from '../flavor.ts';

/** A word of a statement. `value` is upper case of a bare word, and what quotes enclose of the others. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol';
  readonly text: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const SPACE = /\s+/y;
/** A dash comment needs a blank behind it: `5--3` is a subtraction. */
const COMMENT = /(?:--(?=\s|$)|#)[^\n]*|\/\*(?!!|M!).*?\*\//sy;
/** Comments that the server executes: `/*!50100 PARTITION BY … `, and MariaDB's own. */
const EXECUTED = /\/\*(M?)!(\d{5,6})?/y;
const EXECUTED_END = /\*\//y;
const WORD = /(?:[A-Za-z_$\u0080-\uffff]|\d+(?=[A-Za-z_$\u0080-\uffff])(?!\d*[eE][+-]?\d))[\w$\u0080-\uffff]*/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /`(?:[^`]|``)*`/y;
const STRING = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"/sy;
/** With sql_mode NO_BACKSLASH_ESCAPES. */
const PLAIN_STRING = /'(?:[^']|'')*'|"(?:[^"]|"")*"/y;

const ESCAPES: Readonly<Record<string, string>> = { 0: '\0', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\u001a' };

/** `\%` and `\_` keep their backslash: only LIKE reads them. */
const unescaped = (quoted: string, hasBackslashes: boolean): string => {
  const quote = quoted.charAt(0);
  const pattern = hasBackslashes ? /\\(.)|(''|"")/gs : /()(''|"")/g;
  return quoted.slice(1, -1).replace(pattern, (all: string, char: string | undefined, doubled: string | undefined) => {
    if (doubled !== undefined) return doubled.startsWith(quote) ? quote : doubled;
    return char === undefined || /[%_]/.test(char) ? all : (ESCAPES[char] ?? char);
  });
};

/** What MariaDB leaves out: MySQL's own versions. */
const isExecuted = (isMariaDbOnly: boolean, version: number, flavor: Flavor): boolean =>
  flavor === 'mariadb' ? isMariaDbOnly || version < 50700 || version >= 100000 : !isMariaDbOnly;

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

type Reading = Pick<Token, 'kind' | 'text' | 'value'>;

const readToken = (text: string, at: number, hasBackslashes: boolean): Reading | undefined => {
  const isAfterDot = text[at - 1] === '.';
  const word = match(WORD, text, at)?.[0];
  if (word !== undefined) return { kind: 'word', text: word, value: word.toUpperCase() };
  // The dot of `t.1` parts two names.
  const number = text[at] === '.' && /[\w`$]/.test(text[at - 1] ?? '') ? undefined : match(NUMBER, text, at)?.[0];
  if (number !== undefined) return { kind: isAfterDot ? 'word' : 'number', text: number, value: number };
  const name = match(NAME, text, at)?.[0];
  if (name !== undefined) return { kind: 'name', text: name, value: name.slice(1, -1).replaceAll('``', '`') };
  const string = match(hasBackslashes ? STRING : PLAIN_STRING, text, at)?.[0];
  if (string !== undefined) return { kind: 'string', text: string, value: unescaped(string, hasBackslashes) };
  const char = text.charAt(at);
  return /['"`]/.test(char) ? undefined : { kind: 'symbol', text: char, value: char };
};

/** Where an executable comment that this server leaves out ends. */
const skipped = (text: string, at: number): number => {
  const end = text.indexOf('*/', at);
  return end < 0 ? text.length : end + 2;
};

const readTokens = (text: string, flavor: Flavor, hasBackslashes: boolean): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const gap = match(SPACE, text, at) ?? match(COMMENT, text, at);
    const executed = gap === null ? match(EXECUTED, text, at) : null;
    const end = gap === null ? match(EXECUTED_END, text, at) : null;
    if (gap !== null) at += gap[0].length;
    else if (executed !== null)
      at = isExecuted(executed[1] === 'M', Number(executed[2] ?? 0), flavor)
        ? at + executed[0].length
        : skipped(text, at);
    else if (end !== null) at += 2;
    else {
      const token = readToken(text, at, hasBackslashes);
      if (token === undefined) return undefined;
      tokens.push({ ...token, start: at, end: at + token.text.length });
      at += token.text.length;
    }
  }
  return tokens;
};

/**
 * Takes a statement apart: comments are left out, but for those that the server executes. `undefined` where a quote is not
 * closed. A session may have had sql_mode NO_BACKSLASH_ESCAPES: that is tried where backslashes make no sense as escapes.
 */
export const tokenize = (text: string, flavor: Flavor): readonly Token[] | undefined =>
  readTokens(text, flavor, true) ?? readTokens(text, flavor, false);
