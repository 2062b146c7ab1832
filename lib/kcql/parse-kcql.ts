import { ConfigError } from '../connect/errors.ts';
import { type Clause, type Clauses, readClauses } from './clauses.ts';
import { NAME, splitOutsideQuotes, unquoted } from './quoted.ts';

export interface KcqlField {
  /** As written, but for quotes; `*` for all. */
  readonly name: string;
  /** After AS. */
  readonly alias: string | null;
}

/** One statement of Lenses' language. */
export interface KcqlStatement extends Clauses {
  /** After INTO, without quotes. */
  readonly target: string;
  readonly fields: readonly KcqlField[];
  /** After FROM, without quotes. */
  readonly source: string;
}

const STATEMENT = new RegExp(
  `^(?:INSERT|UPSERT)\\s+INTO\\s+(${NAME})\\s+SELECT\\s+(.+?)\\s+FROM\\s+(${NAME})(?:\\s+(.*))?$`,
  'is',
);
const FIELD = new RegExp(`^(${NAME})(?:\\s+AS\\s+(${NAME}))?$`, 'is');

const fieldOf = (text: string): KcqlField => {
  const [, name, alias] = FIELD.exec(text) ?? [];
  if (name === undefined) throw new ConfigError(`KCQL cannot select this: ${text}`);
  return { name: unquoted(name), alias: alias === undefined ? null : unquoted(alias) };
};

/** A statement in quotes is one. */
const bare = (statement: string): string => statement.replace(/^(['"`])(.*)\1$/s, '$2').trim();

const statementOf = (text: string, known: readonly Clause[]): KcqlStatement => {
  const [, target, fields, source, more = ''] = STATEMENT.exec(text) ?? [];
  if (target === undefined || fields === undefined || source === undefined)
    throw new ConfigError(`KCQL is INSERT INTO <target> SELECT * FROM <source>, which this is not: ${text}`);
  return {
    target: unquoted(target),
    fields: splitOutsideQuotes(fields, ',').map(fieldOf),
    source: unquoted(source),
    ...readClauses(more, known),
  };
};

/**
 * Reads statements of KCQL, with semicolons between them; follows Lenses' `Kcql.parseMultiple`.
 *
 * @param known the clauses that mean something to the connector.
 * @throws ConfigError without a statement, for what is none, or has a clause that is not known.
 */
export const parseKcql = (kcql: string, known: readonly Clause[]): readonly KcqlStatement[] => {
  const statements = splitOutsideQuotes(kcql, ';').map(bare);
  if (statements.length === 0) throw new ConfigError('There is no statement of KCQL');
  return statements.map((statement) => statementOf(statement, known));
};

/** @throws ConfigError where a statement selects anything but all. */
export const requireAll = ({ fields }: KcqlStatement): void => {
  if (fields.length !== 1 || fields[0]?.name !== '*' || fields[0].alias !== null)
    throw new ConfigError(
      `Fields cannot be selected (use a transformation), so SELECT must be followed by *: ${fields.map(({ name }) => name).join(', ')}`,
    );
};
