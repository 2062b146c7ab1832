import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, between, check, oneOf } from '../../../config/validators.ts';
import { asError } from '../../../connect/errors.ts';
import { createDecoder } from '../read/csv/decode-text.ts';
import { parseValueSchema } from '../read/csv/value-schema.ts';

const GROUP = 'CSV';
const NOT_RFC = 'Needs csv.rfc.4180.parser.enabled=false.';

const complaint = (attempt: () => unknown): string | null => {
  try {
    attempt();
    return null;
  } catch (error) {
    return asError(error).message;
  }
};

/** A character by its number. The parser works on bytes, so that characters beyond ASCII would do, but surrogates would not. */
const character = between(1, 0xd7ff);

/** Keys of Confluent's cloud storage sources about delimited text, after those of `SpoolDirCsvSourceConnectorConfig`. */
export const csvKeys = defineConfig({
  'value.schema': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: GROUP,
    validator: check('the schema of a struct, as JSON', (text) =>
      text === '' ? null : complaint(() => parseValueSchema(text)),
    ),
    documentation:
      'Schema of the values as JSON: {"name", "type": "STRUCT", "fieldSchemas": {field: {"type": "INT64", "isOptional": true}}}, or in the form of JsonConverter. Without one values are structs of optional texts, named as the columns, or column01, column02, … where there is no header.',
  },
  'csv.skip.lines': {
    type: 'INT',
    default: 0,
    importance: 'LOW',
    group: GROUP,
    validator: atLeast(0),
    documentation: 'Lines at the beginning of a file, before the header, that are not read.',
  },
  'csv.separator.char': {
    type: 'INT',
    default: 44,
    importance: 'LOW',
    group: GROUP,
    validator: character,
    documentation: 'What separates fields, as the number of a character: 44 is a comma, 9 a tab, for TSV.',
  },
  'csv.quote.char': {
    type: 'INT',
    default: 34,
    importance: 'LOW',
    group: GROUP,
    validator: character,
    documentation: 'What stands around fields that contain separators or line ends, as the number of a character.',
  },
  'csv.escape.char': {
    type: 'INT',
    default: 92,
    importance: 'LOW',
    group: GROUP,
    validator: character,
    documentation: `What stands before a quote within quotes, as the number of a character. ${NOT_RFC}`,
  },
  'csv.strict.quotes': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: GROUP,
    documentation: `Whether what is outside of quotes is dropped, which is not supported. ${NOT_RFC}`,
  },
  'csv.ignore.leading.whitespace': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    group: GROUP,
    documentation: `Whether blanks before a field are dropped. ${NOT_RFC}`,
  },
  'csv.ignore.quotations': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: GROUP,
    documentation: `Whether quotes are characters like others. ${NOT_RFC}`,
  },
  'csv.keep.carriage.return': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: GROUP,
    documentation: "Whether a carriage return at a line's end belongs to the last field.",
  },
  'csv.null.field.indicator': {
    type: 'STRING',
    default: 'NEITHER',
    importance: 'LOW',
    group: GROUP,
    validator: oneOf('EMPTY_SEPARATORS', 'EMPTY_QUOTES', 'BOTH', 'NEITHER'),
    documentation:
      'Which empty fields are null: those with nothing between separators, those with nothing between quotes, both or neither. Fields that are no strings are null, or their default, wherever they are empty.',
  },
  'csv.first.row.as.header': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    group: GROUP,
    documentation:
      'Whether the first row names the columns; fields of value.schema are found by these names, else by their places.',
  },
  'csv.file.charset': {
    type: 'STRING',
    default: 'UTF-8',
    importance: 'LOW',
    group: GROUP,
    validator: check('name of a character set', (name) => complaint(() => createDecoder(name))),
    documentation: 'Character set of the files. Bytes that are none of its characters are an error.',
  },
  'csv.case.sensitive.field.names': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: GROUP,
    documentation: 'Whether names in the header must be written as in value.schema.',
  },
  'csv.rfc.4180.parser.enabled': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    group: GROUP,
    documentation:
      'Whether files are as RFC 4180 says: a quote within quotes is written twice. Otherwise csv.escape.char stands before it.',
  },
});
