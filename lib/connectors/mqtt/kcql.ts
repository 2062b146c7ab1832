import { ConfigError } from '../../connect/errors.ts';

/** One statement of Lenses' KCQL. */
export interface Route {
  /** After INTO. */
  readonly target: string;
  /** After FROM. */
  readonly source: string;
  /** After WITHCONVERTER, without its package. */
  readonly converter: string | null;
  /** In WITHKEY, each a path of field names. */
  readonly keys: readonly string[];
  readonly keyDelimiter: string;
  /** In PROPERTIES. */
  readonly properties: ReadonlyMap<string, string>;
}

const STATEMENT = /^INSERT\s+INTO\s+(\S+)\s+SELECT\s+(.+?)\s+FROM\s+(\S+)\s*(.*)$/is;

const CLAUSES = {
  converter: /^WITHCONVERTER\s*=\s*`?(?:\w+\.)*(\w+)`?/i,
  keys: /^WITHKEY\s*\(([^)]*)\)/i,
  keyDelimiter: /^KEYDELIMITER\s*=\s*(['`])(.*?)\1/i,
  properties: /^PROPERTIES\s*\(([^)]*)\)/i,
} as const;

type Clauses = Partial<Record<keyof typeof CLAUSES, string>>;

const unquoted = (name: string): string => name.replace(/^(['"`])(.*)\1$/s, '$2');

const listed = (text = ''): readonly string[] =>
  text
    .split(',')
    .map((part) => unquoted(part.trim()))
    .filter((part) => part !== '');

/** @throws ConfigError for a clause that is not known. */
const readClauses = (text: string): Clauses => {
  const found: Clauses = {};
  let rest = text.trim();
  const take = (name: keyof typeof CLAUSES): boolean => {
    const match = CLAUSES[name].exec(rest);
    if (match === null) return false;
    found[name] = match.at(-1) ?? '';
    rest = rest.slice(match[0].length).trim();
    return true;
  };
  while (rest !== '')
    if (!take('converter') && !take('keys') && !take('keyDelimiter') && !take('properties'))
      throw new ConfigError(
        `This clause of KCQL is not supported: ${rest}. There are WITHCONVERTER, WITHKEY, KEYDELIMITER and PROPERTIES`,
      );
  return found;
};

const propertiesIn = (text: string | undefined): ReadonlyMap<string, string> =>
  new Map(
    listed(text).map((pair) => {
      const [name = '', value = ''] = pair.split('=').map((part) => unquoted(part.trim()));
      return [name, value] as const;
    }),
  );

const route = (statement: string): Route => {
  const [, target, fields, source, more = ''] = STATEMENT.exec(statement) ?? [];
  if (target === undefined || source === undefined)
    throw new ConfigError(`KCQL is INSERT INTO <target> SELECT * FROM <source>, which this is not: ${statement}`);
  if (fields !== '*')
    throw new ConfigError(
      `Fields cannot be selected (use a transformation), so SELECT must be followed by *: ${statement}`,
    );
  const { converter = null, keys, keyDelimiter = '.', properties } = readClauses(more);
  return {
    target: unquoted(target),
    source: unquoted(source),
    converter,
    keys: listed(keys),
    keyDelimiter,
    properties: propertiesIn(properties),
  };
};

/** Reads KCQL. @throws ConfigError without a statement, for what is none, or has a clause that is not known. */
export const parseKcql = (kcql: string): readonly Route[] => {
  const statements = kcql
    .split(';')
    .map((statement) => unquoted(statement.trim()))
    .filter((statement) => statement !== '');
  if (statements.length === 0) throw new ConfigError('There is no statement of KCQL');
  return statements.map(route);
};
