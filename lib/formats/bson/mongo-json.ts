import { invalidJson } from './json-scalars.ts';

/**
 * JSON as MongoDB's Java driver reads it (`org.bson.json.JsonReader`): besides JSON proper, names without quotes, single
 * quotes, and constructors of its shell such as `ObjectId("…")`. What becomes of the parts is said by `make`: there are numbers
 * that a double can't hold, and objects like `{"$oid": "…"}` that stand for other types.
 */
export interface JsonMaker<V, Fields> {
  /** As written, so that `1`, `1.0` and 20 digits are told apart. */
  number(text: string): V;
  array(items: V[]): V;
  /** What the fields of an object are collected in; those with one name come in turn. */
  fields(): Fields;
  setField(fields: Fields, name: string, value: V): void;
  /** `first` is the first name, by which extended types are told. */
  object(fields: Fields, first: string): V;
  /** `ISODate("…")`, `MinKey`. */
  call(name: string, values: readonly V[]): V;
  regex(pattern: string, options: string): V;
}

const BLANK = /\s*/y;
const NUMBER = /-?(?:\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|Infinity)(?![\w$])/y;
const NAME = /[A-Za-z_$][\w$]*/y;
const REGEX = /\/((?:[^/\\\n]|\\.)*)\/([a-z]*)/y;
const DOUBLE_QUOTED = /"((?:[^"\\]|\\.)*)"/sy;
const SINGLE_QUOTED = /'((?:[^'\\]|\\.)*)'/sy;
/** Deeper documents are refused by MongoDB, too. */
const MAX_DEPTH = 180;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const unescaped = (content: string): string =>
  content.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, hex?: string, character = '') => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    const meant = ESCAPES[character];
    if (meant === undefined) throw invalidJson(`Invalid escape sequence in JSON string '\\${character}'.`);
    return meant;
  });

/** As an assignment, but `__proto__` is a name like any other. */
export const setField = <V>(fields: Record<string, V>, name: string, value: V): void => {
  if (name === '__proto__')
    Object.defineProperty(fields, name, { value, enumerable: true, writable: true, configurable: true });
  else fields[name] = value;
};

/** For makers whose objects are plain ones. */
export const plainFields = {
  fields: () => ({}),
  setField,
};

/** @throws DataError when the text is no such JSON. */
export const parseMongoJson = <V, Fields>(
  text: string,
  make: JsonMaker<V | string | boolean | null, Fields>,
): V | string | boolean | null => {
  type Value = V | string | boolean | null;
  let position = 0;

  const fail = (): never => {
    const found = position < text.length ? `found '${text.slice(position, position + 20)}'` : 'reached its end';
    throw invalidJson(`JSON reader was expecting a value, a name or a delimiter at position ${position} but ${found}.`);
  };

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    if (found !== null) position = pattern.lastIndex;
    return found;
  };

  const skipBlanks = (): void => {
    if (text.charCodeAt(position) <= 32) match(BLANK);
  };

  const consume = (delimiter: string): boolean => {
    skipBlanks();
    if (text[position] !== delimiter) return false;
    position += 1;
    return true;
  };

  const quoted = (pattern: RegExp): string => {
    const content = match(pattern)?.[1] ?? fail();
    return content.includes('\\') ? unescaped(content) : content;
  };

  const name = (): string => {
    skipBlanks();
    if (text[position] === '"') return quoted(DOUBLE_QUOTED);
    if (text[position] === "'") return quoted(SINGLE_QUOTED);
    return match(NAME)?.[0] ?? fail();
  };

  const list = (close: string, depth: number): Value[] => {
    const items: Value[] = [];
    while (!consume(close)) {
      items.push(value(depth));
      if (!consume(',') && text[position] !== close) fail();
    }
    return items;
  };

  const object = (depth: number): Value => {
    const fields = make.fields();
    let first: string | undefined;
    while (!consume('}')) {
      const key = name();
      first ??= key;
      if (!consume(':')) fail();
      make.setField(fields, key, value(depth));
      if (!consume(',') && text[position] !== '}') fail();
    }
    return make.object(fields, first ?? '');
  };

  const word = (depth: number): Value => {
    const [found] = match(NAME) ?? fail();
    if (found === 'true' || found === 'false') return found === 'true';
    if (found === 'null') return null;
    if (found === 'NaN' || found === 'Infinity') return make.number(found);
    if (found === 'new') {
      skipBlanks();
      return word(depth);
    }
    return make.call(found, consume('(') ? list(')', depth) : []);
  };

  const value = (depth: number): Value => {
    if (depth > MAX_DEPTH) fail();
    skipBlanks();
    switch (text[position]) {
      case '{':
        position += 1;
        return object(depth + 1);
      case '[':
        position += 1;
        return make.array(list(']', depth + 1));
      case '"':
        return quoted(DOUBLE_QUOTED);
      case "'":
        return quoted(SINGLE_QUOTED);
      case '/': {
        const [, pattern = '', options = ''] = match(REGEX) ?? fail();
        return make.regex(pattern, options);
      }
      default: {
        const number = match(NUMBER)?.[0];
        return number === undefined ? word(depth) : make.number(number);
      }
    }
  };

  const result = value(0);
  skipBlanks();
  if (position < text.length) fail();
  return result;
};
