import type { ColumnSource, Source } from '../mapping/table-mapping.ts';

/** One KCQL statement of Lenses: `INSERT INTO table SELECT fields FROM topic [TTL=seconds] [PROPERTIES(…)]`. */
export interface ParsedKcql {
  readonly keyspace: string | null;
  readonly table: string;
  readonly topic: string;
  readonly columns: readonly ColumnSource[];
  readonly isWildcard: boolean;
  readonly ttlSeconds: number | null;
  readonly properties: Readonly<Record<string, string>>;
}

export class KcqlProblem extends Error {}

const NAME = '(?:now\\(\\)|`[^`]+`|\'[^\']+\'|"[^"]+"|[^\\s,()=]+)';
const STATEMENT = new RegExp(
  `^(INSERT|UPSERT)\\s+INTO\\s+(${NAME})\\s+SELECT\\s+(.+?)\\s+FROM\\s+(${NAME})(?:\\s+([\\s\\S]*))?$`,
  'is',
);
const FIELD = new RegExp(`^(${NAME})(?:\\s+AS\\s+(${NAME}))?$`, 'is');
const TTL = /^TTL\s*=\s*(\d+)\s*/i;
const PROPERTIES = /^PROPERTIES\s*\(([\s\S]*?)\)\s*/i;
const PROPERTY = /\s*'([^']*)'\s*=\s*(?:'([^']*)'|([^\s,']+))\s*(?:,|$)/y;
/** What changes how other sinks of Lenses write, and nothing here. */
const HARMLESS = /^(?:AUTOCREATE|AUTOEVOLVE|BATCH\s*=\s*\d+)\s*/i;

const bare = (name: string): string => (/^[`'"]/.test(name) ? name.slice(1, -1) : name);

const sourceOf = (name: string): Source => {
  if (name === 'now()') return { kind: 'now' };
  const [, part, path = ''] = /^_(key|value|header)(?:\.(.*))?$/s.exec(name) ?? [];
  if (part === 'key' || part === 'value' || part === 'header') return { kind: 'field', part, path };
  return { kind: 'field', part: 'value', path: name };
};

const columnOf = (text: string): ColumnSource => {
  const [, field, alias] = FIELD.exec(text) ?? [];
  if (field === undefined) throw new KcqlProblem(`cannot read the field '${text}'`);
  const name = bare(field);
  // A nested field is named after its last part.
  const column = alias === undefined ? (name.split('.').at(-1) ?? name) : bare(alias);
  if (name === 'now()' && alias === undefined) throw new KcqlProblem(`now() needs a name: now() AS column`);
  return { column, source: sourceOf(name) };
};

const propertiesOf = (text: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  PROPERTY.lastIndex = 0;
  while (PROPERTY.lastIndex < text.length) {
    const match = PROPERTY.exec(text);
    if (match === null) throw new KcqlProblem(`cannot read the properties (${text})`);
    found[match[1] ?? ''] = match[2] ?? match[3] ?? '';
  }
  return found;
};

const clausesOf = (text: string): Pick<ParsedKcql, 'ttlSeconds' | 'properties'> => {
  let rest = text.trim();
  let ttlSeconds: number | null = null;
  let properties: Readonly<Record<string, string>> = {};
  while (rest !== '') {
    const ttl = TTL.exec(rest);
    const more = PROPERTIES.exec(rest);
    const [taken] = ttl ?? more ?? HARMLESS.exec(rest) ?? [];
    if (taken === undefined) throw new KcqlProblem(`'${rest}' is not supported`);
    if (ttl !== null) ttlSeconds = Number(ttl[1]);
    if (more !== null) properties = propertiesOf(more[1] ?? '');
    rest = rest.slice(taken.length);
  }
  return { ttlSeconds, properties };
};

const statement = (text: string): ParsedKcql => {
  const [, , target = '', fields = '', topic = '', clauses = ''] = STATEMENT.exec(text) ?? [];
  if (target === '') throw new KcqlProblem(`not of the form INSERT INTO table SELECT fields FROM topic: ${text}`);
  const [table = '', keyspace = null] = bare(target).split('.').reverse();
  const names = fields.split(',').map((field) => field.trim());
  return {
    keyspace,
    table,
    topic: bare(topic),
    columns: names.filter((name) => name !== '*').map(columnOf),
    isWildcard: names.includes('*'),
    ...clausesOf(clauses),
  };
};

/** Statements, separated by semicolons. @throws KcqlProblem */
export const parseKcql = (text: string): readonly ParsedKcql[] => {
  const parts = text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (parts.length === 0) throw new KcqlProblem('there is no statement');
  return parts.map(statement);
};
