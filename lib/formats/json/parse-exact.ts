import { Decimal } from '../../connect/decimal.ts';
import type { Json } from './json.ts';

/** Deeper text is refused, as Jackson refuses it, before it exhausts the stack. */
const MAX_DEPTH = 1000;

const WORDS: ReadonlyArray<readonly [text: string, value: Json]> = [
  ['true', true],
  ['false', false],
  ['null', null],
];

const INTEGER = /^-?\d+$/;
/** Exponents of more digits would make decimals that nothing can print; Jackson refuses them too. */
const FRACTIONAL = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,5})?$/;
const NEGATIVE_ZERO = /^-[0.]+(?:[eE]|$)/;
const SPACE = 0x20;
/** What `JSON.parse` must look at, for some of it is not allowed in a string. */
const CONTROL = /\p{Cc}/u;

/** Whether the character may be part of a number: a digit, `+`, `-`, `.`, `e` or `E`. */
const isNumeric = (code: number): boolean =>
  (code >= 0x2b && code <= 0x39 && code !== 0x2c && code !== 0x2f) || code === 0x65 || code === 0x45;

/** A number of up to fifteen characters that JavaScript prints as it is written here has lost nothing. */
const isShort = (literal: string): boolean => literal.length < 16 && String(Number(literal)) === literal;

const setOwn = (object: Record<string, Json>, key: string, value: Json): void => {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
};

/** The parser's functions are made once, since making them for every text costs as much as parsing a short one. */
const createParser = () => {
  let text = '';
  let decimals = false;
  let position = 0;
  let depth = 0;

  const fail = (): never => {
    const found = position < text.length ? `character ${JSON.stringify(text[position])}` : 'end of input';
    throw new SyntaxError(`Unexpected ${found} at position ${position}`);
  };

  /** The next character that is not blank; what else is below a space is refused where it is found to be no value. */
  const peek = (): string | undefined => {
    while (text.charCodeAt(position) <= SPACE && ' \t\n\r'.includes(text.charAt(position))) position++;
    return text[position];
  };

  const consume = (character: string): boolean => {
    if (peek() !== character) return false;
    position++;
    return true;
  };

  /** From an opening quote to past its closing one. */
  const string = (): string => {
    if (peek() !== '"') fail();
    const start = position;
    let end = text.indexOf('"', start + 1);
    const simple = text.slice(start + 1, end);
    if (end > 0 && !simple.includes('\\') && !CONTROL.test(simple)) {
      position = end + 1;
      return simple;
    }
    while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    if (end < 0) fail();
    position = end + 1;
    return JSON.parse(text.slice(start, position));
  };

  const number = (): number | bigint | Decimal => {
    const start = position;
    let end = start;
    while (isNumeric(text.charCodeAt(end))) end++;
    const literal = text.slice(start, end);
    const plain = isShort(literal);
    if (!plain && !FRACTIONAL.test(literal)) fail();
    position = end;
    if (plain && !(decimals && literal.includes('.'))) return Number(literal);
    if (INTEGER.test(literal)) return exactInteger(literal);
    // No decimal is a negative zero, but a double is.
    return decimals && !NEGATIVE_ZERO.test(literal) ? Decimal.parse(literal) : Number(literal);
  };

  /** Elements up to the closing bracket, the opening one already passed. */
  const elements = (close: string, element: () => void): void => {
    if (++depth > MAX_DEPTH) throw new SyntaxError(`Nesting deeper than ${MAX_DEPTH} at position ${position}`);
    if (!consume(close)) {
      do element();
      while (consume(','));
      if (!consume(close)) fail();
    }
    depth--;
  };

  const array = (): Json => {
    const values: Json[] = [];
    elements(']', () => values.push(value()));
    return values;
  };

  const object = (): Json => {
    const properties: Record<string, Json> = {};
    elements('}', () => {
      const key = string();
      if (!consume(':')) fail();
      setOwn(properties, key, value());
    });
    return properties;
  };

  const wordOrNumber = (): Json => {
    const word = WORDS.find(([literal]) => text.startsWith(literal, position));
    if (word === undefined) return number();
    position += word[0].length;
    return word[1];
  };

  const value = (): Json => {
    switch (peek()) {
      case '"':
        return string();
      case '{':
        position++;
        return object();
      case '[':
        position++;
        return array();
      default:
        return wordOrNumber();
    }
  };

  return (input: string, options: { readonly decimals: boolean }): Json => {
    text = input;
    decimals = options.decimals;
    position = 0;
    depth = 0;
    const result = value();
    return peek() === undefined ? result : fail();
  };
};

/** An odd number of backslashes before a quote makes it part of the string. */
const isEscaped = (text: string, quote: number): boolean => {
  let start = quote;
  while (text[start - 1] === '\\') start--;
  return (quote - start) % 2 === 1;
};

const exactInteger = (literal: string): number | bigint => {
  const number = Number(literal);
  return Number.isSafeInteger(number) ? number : BigInt(literal);
};

/**
 * Parses JSON without rounding: integers beyond 2^53 become bigints, and with `decimals` all other numbers become exact
 * decimals. Slower than `JSON.parse`, so for texts that need it only. Leading zeros are allowed, as in the original; of
 * repeated keys the last counts.
 *
 * @throws SyntaxError saying what was found where.
 */
export const parseExactJson = createParser();
