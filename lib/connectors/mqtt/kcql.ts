import { type KcqlStatement, parseKcql as parse, requireAll } from '../../kcql/parse-kcql.ts';
import { unquoted } from '../../kcql/quoted.ts';

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

const routeOf = (statement: KcqlStatement): Route => {
  requireAll(statement);
  const { target, source, clauses, properties } = statement;
  const [converter] = clauses.get('WITHCONVERTER') ?? [];
  const [keyDelimiter = '.'] = clauses.get('KEYDELIMITER') ?? [];
  return {
    target,
    source,
    converter: converter?.replace(/^.*\./s, '') ?? null,
    keys: (clauses.get('WITHKEY') ?? []).map(unquoted),
    keyDelimiter,
    properties,
  };
};

/** Reads KCQL. @throws ConfigError without a statement, for what is none, or has a clause that is not known. */
export const parseKcql = (kcql: string): readonly Route[] =>
  parse(kcql, ['WITHCONVERTER', 'WITHKEY', 'KEYDELIMITER', 'PROPERTIES']).map(routeOf);
