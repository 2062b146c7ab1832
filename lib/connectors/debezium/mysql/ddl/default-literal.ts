import type { Cursor } from './cursor.ts';

/** A default that a column's definition gives. */
interface DefaultLiteral {
  /** `null` for NULL and for what the server works out for each row. */
  readonly expression: string | null;
}

/** What stands for the moment of the insert; follows `DefaultValueParserListener`. */
const EPOCH = '1970-01-01 00:00:00';

const NOW = ['CURRENT_TIMESTAMP', 'NOW', 'LOCALTIME', 'LOCALTIMESTAMP'];

/** `x'4142'`, `0x4142`: the text whose bytes these are. */
const hexText = (digits: string): string => Buffer.from(digits, 'hex').toString('latin1');

const takeNow = (cursor: Cursor): boolean => {
  if (!NOW.some((word) => cursor.take(word))) return false;
  if (cursor.isAtSymbol('(')) cursor.skipGroup();
  return true;
};

const takeCall = (cursor: Cursor): boolean => {
  const [first, second] = [cursor.peek(), cursor.peek(1)];
  if (first?.kind === 'string' || second?.value !== '(' || second.kind !== 'symbol') return false;
  cursor.next();
  cursor.skipGroup();
  return true;
};

const takeSequence = (cursor: Cursor): boolean => {
  if (!cursor.take('NEXT', 'VALUE', 'FOR')) return false;
  cursor.name();
  if (cursor.takeSymbol('.')) cursor.name();
  return true;
};

const ARITHMETIC = /^[-+*/%]$/;

/** MariaDB takes expressions without parentheses: `uuid()`, `curdate() + interval 1 day`, `nextval(s)`. */
const skipOperators = (cursor: Cursor): boolean => {
  let isExpression = false;
  while (cursor.peek()?.kind === 'symbol' && ARITHMETIC.test(cursor.peek()?.value ?? '')) {
    isExpression = true;
    cursor.next();
    if (cursor.take('INTERVAL')) cursor.next();
    if (!takeCall(cursor)) cursor.isAtSymbol('(') ? cursor.skipGroup() : cursor.next();
  }
  return isExpression;
};

/** A word directly before a string: a character set's introducer, a base, or a temporal type. */
const prefixedText = (cursor: Cursor): string | undefined => {
  const [word, string] = [cursor.peek(), cursor.peek(1)];
  if (word?.kind !== 'word' || string?.kind !== 'string') return undefined;
  const isPrefix = /^(_\w+|[NXB]|DATE|TIME|TIMESTAMP)$/.test(word.value);
  if (!isPrefix) return undefined;
  cursor.next();
  const text = cursor.string();
  return word.value === 'X' ? hexText(text) : text;
};

const wordText = (value: string): string | undefined => {
  if (/^0X[0-9A-F]+$/.test(value)) return hexText(value.slice(2));
  if (/^0B[01]+$/.test(value)) return value.slice(2);
  return value === 'TRUE' || value === 'FALSE' ? value : undefined;
};

const literalText = (cursor: Cursor): string | undefined => {
  const sign = ['-', '+'].find((symbol) => cursor.takeSymbol(symbol)) ?? '';
  const token = cursor.peek();
  if (token?.kind === 'string') return sign + cursor.string();
  if (token?.kind === 'number') return sign + cursor.next().value;
  const prefixed = prefixedText(cursor);
  if (prefixed !== undefined) return prefixed;
  const text = token?.kind === 'word' ? wordText(token.value) : undefined;
  if (text !== undefined) cursor.next();
  return text;
};

/** Reads what stands behind DEFAULT. */
export const readDefault = (cursor: Cursor): DefaultLiteral => {
  if (cursor.take('NULL')) return { expression: null };
  if (cursor.isAtSymbol('(')) {
    cursor.skipGroup();
    return { expression: null };
  }
  if (takeNow(cursor)) return { expression: skipOperators(cursor) ? null : EPOCH };
  if (takeCall(cursor) || takeSequence(cursor)) {
    skipOperators(cursor);
    return { expression: null };
  }
  const text = literalText(cursor);
  if (text === undefined) throw cursor.fail(`'${cursor.peek()?.text ?? ''}' is no default value`);
  return { expression: skipOperators(cursor) ? null : text };
};
