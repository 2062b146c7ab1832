import { ConfigError } from '../../../connect/errors.ts';
import { type KcqlStatement, parseKcql, requireAll } from '../../../kcql/parse-kcql.ts';
import {
  formatOf,
  type Location,
  locationOf,
  readProperties,
  requireKnown,
  type StorageFormat,
} from '../lenses/statement-parts.ts';

/** What is read, and where its records go. */
export interface SourceStatement extends Location {
  readonly topic: string;
  readonly format: StorageFormat;
  /** Whether CSV begins with the names of its columns. */
  readonly withHeaders: boolean;
  readonly isEnveloped: boolean;
  /** Lines of texts that are records; `null` for all. */
  readonly lines: RegExp | null;
  /** Most records of a poll. */
  readonly limit: number;
}

const DEFAULT_LIMIT = 10_000;

const PROPERTIES = {
  known: /^(store\.envelope|read\.text\.(mode|regex))$/,
  refused: { 'post.process.': 'objects are left as they are; use a lifecycle rule of the bucket' },
};

const linesOf = (statement: KcqlStatement): RegExp | null => {
  const { text } = readProperties(statement);
  const [mode, regex] = [text('read.text.mode'), text('read.text.regex')];
  if (mode === undefined) return null;
  if (mode.toLowerCase() !== 'regex')
    throw new ConfigError(`read.text.mode=${mode} is not supported: there is regex, with read.text.regex`);
  if (regex === undefined) throw new ConfigError('read.text.mode=regex needs read.text.regex');
  // Whole lines, as Java's `matches`.
  return new RegExp(`^(?:${regex})$`);
};

const limitOf = ({ clauses }: KcqlStatement): number => {
  const [text = '0'] = clauses.get('LIMIT') ?? [];
  if (!/^\d{1,9}$/.test(text)) throw new ConfigError(`LIMIT is a number of records, which this is not: ${text}`);
  return Number(text) < 1 ? DEFAULT_LIMIT : Number(text);
};

const read = (statement: KcqlStatement): SourceStatement => {
  requireAll(statement);
  const { format, withHeaders } = formatOf(statement);
  const lines = linesOf(statement);
  requireKnown(statement, PROPERTIES);
  const isEnveloped = readProperties(statement).flag('store.envelope') ?? false;
  if (isEnveloped && ['text', 'csv', 'bytes'].includes(format))
    throw new ConfigError(`Envelope is not supported for format ${format.toUpperCase()}.`);
  if (lines !== null && format !== 'text') throw new ConfigError('read.text.mode is for TEXT');
  return {
    ...locationOf(statement.source),
    topic: statement.target,
    format,
    withHeaders,
    isEnveloped,
    lines,
    limit: limitOf(statement),
  };
};

const overlaps = (one: Location, other: Location): boolean =>
  one.bucket === other.bucket && (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix));

/** Reads `connect.s3.kcql`; follows `CloudSourceBucketOptions`. @throws ConfigError, SyntaxError for a regular expression */
export const sourceStatements = (kcql: string): readonly SourceStatement[] => {
  const statements = parseKcql(kcql, ['STOREAS', 'LIMIT', 'BATCH', 'PROPERTIES']).map(read);
  for (const [index, one] of statements.entries())
    if (statements.slice(0, index).some((other) => overlaps(one, other)))
      throw new ConfigError(`Several statements read ${one.bucket}:${one.prefix}: use a connector each`);
  return statements;
};
