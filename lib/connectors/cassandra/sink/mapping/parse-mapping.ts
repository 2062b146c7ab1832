import type { ColumnSource, Source } from './table-mapping.ts';
import { SyntaxProblem, type Token, tokensOf } from './tokens.ts';

export interface ParsedMapping {
  readonly columns: readonly ColumnSource[];
  /** Of `*=value.*` and `*=key.*`. */
  readonly wildcards: ReadonlyArray<'key' | 'value'>;
  readonly ttlSource: Source | null;
  readonly timestampSource: Source | null;
}

interface Entry {
  readonly column: Token;
  readonly field: string;
  readonly isFunction: boolean;
}

/**
 * The mappings of DataStax's connector, by hand, since it is five rules:
 *
 *     mapping  = entry { "," entry }
 *     entry    = column "=" field
 *     column   = word | quoted | "*"
 *     field    = word { word | "." } [ "*" ] | quoted | function
 *     function = name [ "." name ] "(" [ name { "," name } ] ")"
 *
 * Words keep their case, quoted or not: quotes are for names with other characters in them.
 */
const readEntries = (text: string): readonly Entry[] => {
  const tokens = tokensOf(text);
  let next = 0;

  const peek = (): Token => tokens[next] ?? { kind: 'end', text: 'the end', position: text.length };
  const is = (sign: string): boolean => peek().kind === 'sign' && peek().text === sign;
  const unexpected = (wanted: string): SyntaxProblem =>
    new SyntaxProblem(`found ${peek().text} where ${wanted} should be`, peek().position);
  const take = (): Token => {
    const token = peek();
    next += 1;
    return token;
  };
  const expect = (sign: string): void => {
    if (!is(sign)) throw unexpected(`'${sign}'`);
    next += 1;
  };

  const column = (): Token => {
    if (peek().kind === 'word' || peek().kind === 'quoted' || is('*')) return take();
    throw unexpected('a column');
  };

  const args = (): string => {
    const names: string[] = [];
    expect('(');
    while (!is(')')) {
      if (names.length > 0) expect(',');
      if (peek().kind !== 'word' && peek().kind !== 'quoted') throw unexpected('a name');
      names.push(take().text);
    }
    expect(')');
    return `(${names.join(',')})`;
  };

  const field = (): Pick<Entry, 'field' | 'isFunction'> => {
    if (peek().kind === 'quoted') return { field: take().text, isFunction: false };
    if (peek().kind !== 'word') throw unexpected('a field');
    let name = take().text;
    while (peek().kind === 'word' || is('.')) name += take().text;
    if (name.endsWith('.') && is('*')) name += take().text;
    return is('(') ? { field: name + args(), isFunction: true } : { field: name, isFunction: false };
  };

  const entries: Entry[] = [];
  do {
    const target = column();
    expect('=');
    entries.push({ column: target, ...field() });
  } while (is(',') && take());
  if (peek().kind !== 'end') throw unexpected("',' or the end");
  return entries;
};

const PARTS = ['key', 'value', 'header'] as const;

const sourceOf = ({ field, isFunction, column }: Entry): Source => {
  if (isFunction && field === 'now()') return { kind: 'now' };
  const part = PARTS.find((one) => !isFunction && (field === one || field.startsWith(`${one}.`)));
  const path = part === undefined ? '' : field.slice(part.length + 1);
  if (part === undefined || (part === 'header' && path === '') || (field.endsWith('.') && path === ''))
    throw new SyntaxProblem(
      `Invalid field name '${field}': field names in mapping must be 'key', 'value', or start with 'key.' or 'value.' or 'header.', or be one of supported functions: '[now()]'`,
      column.position,
    );
  return { kind: 'field', part, path };
};

const wildcardOf = ({ field, column }: Entry): 'key' | 'value' => {
  if (field === 'key.*') return 'key';
  if (field === 'value.*') return 'value';
  throw new SyntaxProblem(`'*' takes 'value.*' or 'key.*', not ${field}`, column.position);
};

const isNamed = ({ column }: Entry, name: string): boolean => column.kind === 'word' && column.text === name;

/** Parses `topic.<topic>.<keyspace>.<table>.mapping`. @throws SyntaxProblem */
export const parseMapping = (text: string): ParsedMapping => {
  const entries = readEntries(text);
  const names = entries.filter(({ column }) => column.kind !== 'sign').map(({ column }) => column.text);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new SyntaxProblem(`Mapping already defined for column '${repeated}'`, 0);
  const special = (name: string): Source | null => {
    const entry = entries.find((one) => isNamed(one, name));
    return entry === undefined ? null : sourceOf(entry);
  };
  return {
    columns: entries
      .filter((entry) => entry.column.kind !== 'sign' && !isNamed(entry, '__ttl') && !isNamed(entry, '__timestamp'))
      .map((entry) => ({ column: entry.column.text, source: sourceOf(entry) })),
    wildcards: entries.filter(({ column }) => column.kind === 'sign').map(wildcardOf),
    ttlSource: special('__ttl'),
    timestampSource: special('__timestamp'),
  };
};
