import type { CsvOptions } from '../read/csv/csv-reader.ts';
import type { CsvDialect } from '../read/csv/csv-rows.ts';
import { parseValueSchema } from '../read/csv/value-schema.ts';
import type { S3SourceConfig } from './config.ts';

/** RFC 4180 leaves no choice but of characters, as in opencsv's `RFC4180Parser`. */
const quotesOf = (config: S3SourceConfig): Pick<CsvDialect, 'quote' | 'escape' | 'trimsLeading'> => {
  const quote = String.fromCodePoint(config['csv.quote.char']);
  if (config['csv.rfc.4180.parser.enabled']) return { quote, escape: quote, trimsLeading: false };
  const trimsLeading = config['csv.ignore.leading.whitespace'];
  if (config['csv.ignore.quotations']) return { quote: null, escape: null, trimsLeading };
  return { quote, escape: String.fromCodePoint(config['csv.escape.char']), trimsLeading };
};

/** What the keys of CSV say. */
export const csvOptions = (config: S3SourceConfig): CsvOptions => ({
  dialect: {
    ...quotesOf(config),
    separator: String.fromCodePoint(config['csv.separator.char']),
    keepsCarriageReturn: config['csv.keep.carriage.return'],
    nullFields: config['csv.null.field.indicator'],
    linesToSkip: config['csv.skip.lines'],
    charset: config['csv.file.charset'],
  },
  schema: config['value.schema'] === '' ? null : parseValueSchema(config['value.schema']),
  hasHeader: config['csv.first.row.as.header'],
  isCaseSensitive: config['csv.case.sensitive.field.names'],
});
