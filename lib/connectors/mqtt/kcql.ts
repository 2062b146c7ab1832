import { ConfigError } from '../../connect/errors.ts';

/** One statement of Lenses' KCQL. */
export interface Route {
  /** After INTO. */
  readonly target: string;
  /** After FROM. */
  readonly source: string;
}

const STATEMENT = /^INSERT\s+INTO\s+(\S+)\s+SELECT\s+(.+?)\s+FROM\s+(\S+)\s*(.*)$/is;
const BYTES = /^WITHCONVERTER\s*=\s*`?[\w.]*\.BytesConverter`?$/i;

const unquoted = (name: string): string => name.replace(/^(['`"])(.*)\1$/, '$2');

const route = (statement: string): Route => {
  const [, target, fields, source, more = ''] = STATEMENT.exec(statement) ?? [];
  if (target === undefined || source === undefined)
    throw new ConfigError(`KCQL is INSERT INTO <target> SELECT * FROM <source>, which this is not: ${statement}`);
  if (fields !== '*')
    throw new ConfigError(
      `Fields cannot be selected (use a transformation), so SELECT must be followed by *: ${statement}`,
    );
  if (more !== '' && !BYTES.test(more))
    throw new ConfigError(
      `This clause of KCQL is not supported: ${more}. Messages are bytes, which the connector’s value.converter writes as they are; use transformations for keys and fields`,
    );
  return { target: unquoted(target), source: unquoted(source) };
};

/** Reads KCQL. @throws ConfigError for a clause that would change what the connector does and is not supported. */
export const parseKcql = (kcql: string): readonly Route[] =>
  kcql
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
    .map(route);
