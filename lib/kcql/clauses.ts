import { ConfigError } from '../connect/errors.ts';
import { NAME, QUOTED, splitOutsideQuotes, unquoted } from './quoted.ts';

type Shape = 'flag' | 'value' | 'list' | 'properties';

/** What may follow the source of a statement. */
const SHAPES = {
  AUTOCREATE: 'flag',
  AUTOEVOLVE: 'flag',
  BATCH: 'value',
  KEYDELIMITER: 'value',
  LIMIT: 'value',
  NOPARTITION: 'flag',
  PARTITIONBY: 'list',
  PROPERTIES: 'properties',
  STOREAS: 'value',
  TTL: 'value',
  WITHCONVERTER: 'value',
  WITHKEY: 'list',
  WITH_FLUSH_COUNT: 'value',
  WITH_FLUSH_INTERVAL: 'value',
  WITH_FLUSH_SIZE: 'value',
} as const satisfies Readonly<Record<string, Shape>>;

export type Clause = keyof typeof SHAPES;

export interface Clauses {
  /** By its keyword, what a clause says: nothing, a value without its quotes, or the items of a list as written. */
  readonly clauses: ReadonlyMap<Clause, readonly string[]>;
  readonly properties: ReadonlyMap<string, string>;
}

const ITEM = `(?:${QUOTED}|[^\\s,()\`'"])+`;
const ITEMS = `${ITEM}(?:\\s*,\\s*${ITEM})*`;

const AFTER: Readonly<Record<Shape, string>> = {
  flag: '(?![\\w=])',
  value: `\\s*[=\\s]\\s*(${NAME})`,
  list: `(?:\\s*\\(\\s*(${ITEMS})\\s*\\)|\\s+(${ITEMS}))`,
  properties: `\\s*=?\\s*\\(((?:${QUOTED}|[^()\`'"])*)\\)`,
};

const PAIR = new RegExp(`^(${NAME.replace('\\s', '\\s=')})\\s*=\\s*(${NAME})?$`);

const propertiesIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    splitOutsideQuotes(text, ',').map((pair) => {
      const [, name, value = ''] = PAIR.exec(pair) ?? [];
      if (name === undefined) throw new ConfigError(`Properties of KCQL are 'name'=value, which this is not: ${pair}`);
      return [unquoted(name), unquoted(value)] as const;
    }),
  );

const saidBy = (shape: Shape, text: string): readonly string[] => {
  if (shape === 'list') return splitOutsideQuotes(text, ',');
  return shape === 'value' ? [unquoted(text)] : [];
};

/** Reads what follows the source of a statement. @throws ConfigError for a clause that is none of the known ones. */
export const readClauses = (text: string, known: readonly Clause[]): Clauses => {
  const clauses = new Map<Clause, readonly string[]>();
  let properties: ReadonlyMap<string, string> = new Map();
  let rest = text.trim();

  const take = (clause: Clause): boolean => {
    const shape = SHAPES[clause];
    const match = new RegExp(`^${clause}${AFTER[shape]}`, 'i').exec(rest);
    if (match === null) return false;
    const said = match[1] ?? match[2] ?? '';
    if (clauses.has(clause)) throw new ConfigError(`A statement of KCQL has ${clause} once`);
    clauses.set(clause, saidBy(shape, said));
    if (shape === 'properties') properties = propertiesIn(said);
    rest = rest.slice(match[0].length).trim();
    return true;
  };

  while (rest !== '')
    if (!known.some(take))
      throw new ConfigError(`This clause of KCQL is not supported: ${rest}. There are ${known.join(', ')}`);
  return { clauses, properties };
};
