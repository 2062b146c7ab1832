import { ConfigError } from '../../../../connect/errors.ts';
import { type KcqlField, type KcqlStatement, parseKcql as parse } from '../../../../kcql/parse-kcql.ts';
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

const sourceOf = (name: string): Source => {
  if (name === 'now()') return { kind: 'now' };
  const [, part, path = ''] = /^_(key|value|header)(?:\.(.*))?$/s.exec(name) ?? [];
  if (part === 'key' || part === 'value' || part === 'header') return { kind: 'field', part, path };
  return { kind: 'field', part: 'value', path: name };
};

/** A nested field is named after its last part. */
const columnOf = ({ name, alias }: KcqlField): ColumnSource => {
  if (name === 'now()' && alias === null) throw new ConfigError(`now() needs a name: now() AS column`);
  return { column: alias ?? name.split('.').at(-1) ?? name, source: sourceOf(name) };
};

const ttlOf = ({ clauses }: KcqlStatement): number | null => {
  const [ttl] = clauses.get('TTL') ?? [];
  if (ttl === undefined) return null;
  if (!/^\d+$/.test(ttl)) throw new ConfigError(`TTL is a number of seconds, which this is not: ${ttl}`);
  return Number(ttl);
};

const parsed = (statement: KcqlStatement): ParsedKcql => {
  const { target, source, fields, properties } = statement;
  const [table = '', keyspace = null] = target.split('.').reverse();
  return {
    keyspace,
    table,
    topic: source,
    columns: fields.filter(({ name }) => name !== '*').map(columnOf),
    isWildcard: fields.some(({ name }) => name === '*'),
    ttlSeconds: ttlOf(statement),
    properties: Object.fromEntries(properties),
  };
};

/** The last three change how other sinks of Lenses write, and nothing here. @throws ConfigError */
export const parseKcql = (text: string): readonly ParsedKcql[] =>
  parse(text, ['TTL', 'PROPERTIES', 'AUTOCREATE', 'AUTOEVOLVE', 'BATCH']).map(parsed);
