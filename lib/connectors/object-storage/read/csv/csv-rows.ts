import { parse } from 'csv-parse';
import { asError, DataError } from '../../../../connect/errors.ts';
import { decodeText, skipLines } from './decode-text.ts';

/** Which empty fields are null: those between separators, those in quotes, both or neither; after opencsv's `CSVReaderNullFieldIndicator`. */
type NullFields = 'EMPTY_SEPARATORS' | 'EMPTY_QUOTES' | 'BOTH' | 'NEITHER';

export interface CsvDialect {
  readonly separator: string;
  /** `null` where quotes are characters like others. */
  readonly quote: string | null;
  /** Stands before a quote in quotes; the quote itself as RFC 4180 has it. */
  readonly escape: string | null;
  /** Whether blanks before a field are dropped. */
  readonly trimsLeading: boolean;
  /** Whether the carriage return of a line's end is part of the last field. */
  readonly keepsCarriageReturn: boolean;
  readonly nullFields: NullFields;
  readonly linesToSkip: number;
  readonly charset: string;
}

export type CsvRow = readonly (string | null)[];

const castOf = (nullFields: NullFields) => {
  if (nullFields === 'NEITHER') return {};
  const [plain, quoted] = [nullFields !== 'EMPTY_QUOTES', nullFields !== 'EMPTY_SEPARATORS'];
  return {
    cast: (value: string, { quoting }: { readonly quoting: boolean }) =>
      value === '' && (quoting ? quoted : plain) ? null : value,
  };
};

/** Rows are collected as the parser finds them: one promise a chunk instead of one a row. */
const createParser = (dialect: CsvDialect) => {
  let rows: CsvRow[] = [];
  let failure: Error | null = null;
  const parser = parse({
    delimiter: dialect.separator,
    quote: dialect.quote ?? false,
    escape: dialect.escape ?? dialect.quote,
    ltrim: dialect.trimsLeading,
    record_delimiter: dialect.keepsCarriageReturn ? ['\n'] : ['\r\n', '\n', '\r'],
    relax_column_count: true,
    on_record: (row: CsvRow) => {
      rows.push(row);
      return null;
    },
    ...castOf(dialect.nullFields),
  });
  parser.on('error', (error) => {
    failure = error;
  });
  // Nothing comes out, since every row is taken; but only who reads reaches the end.
  parser.resume();
  return {
    take: (): readonly CsvRow[] => {
      const taken = rows;
      rows = [];
      return taken;
    },
    write: (text: string) => new Promise<void>((resolve) => parser.write(text, () => resolve())),
    end: () => new Promise<void>((resolve) => parser.once('close', resolve).end()),
    check: (): void => {
      if (failure !== null) throw new DataError(`Not CSV: ${asError(failure).message}`, { cause: failure });
    },
    close: () => parser.destroy(),
  };
};

/**
 * The rows of a file of delimited text (csv-parse), chunk by chunk; what was read before an error comes before it.
 *
 * @throws DataError for quotes that are not closed or stand within a field.
 */
export async function* csvRows(
  body: AsyncIterable<Uint8Array>,
  dialect: CsvDialect,
): AsyncGenerator<readonly CsvRow[]> {
  const parser = createParser(dialect);
  try {
    for await (const text of skipLines(decodeText(body, dialect.charset), dialect.linesToSkip)) {
      await parser.write(text);
      yield parser.take();
      parser.check();
    }
    await parser.end();
    yield parser.take();
    parser.check();
  } finally {
    parser.close();
  }
}
