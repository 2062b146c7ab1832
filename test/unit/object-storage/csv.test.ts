import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { type CsvOptions, csvReader } from '../../../lib/connectors/object-storage/read/csv/csv-reader.ts';
import type { FileSource } from '../../../lib/connectors/object-storage/read/file-reader.ts';
import { s3SourceConfig } from '../../../lib/connectors/object-storage/s3-source/config.ts';
import { csvOptions } from '../../../lib/connectors/object-storage/s3-source/csv-options.ts';

const options = (more: Readonly<Record<string, string>> = {}): CsvOptions =>
  csvOptions(
    parseConfig(s3SourceConfig, {
      's3.bucket.name': 'b',
      'format.class': 'io.confluent.connect.s3.format.csv.CsvFormat',
      ...more,
    }),
  );

const source = (content: string | Uint8Array, size = 1_000_000): FileSource => {
  const bytes = Buffer.from(content);
  return {
    stream: async function* () {
      for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
    },
    size: async () => bytes.length,
    slice: () => Promise.reject(new Error('not asked for')),
  };
};

const plain = (value: unknown): unknown =>
  value instanceof Struct
    ? Object.fromEntries(value.schema.fields.map(({ name, index }) => [name, value.values[index]]))
    : value;

const rows = async (
  content: string | Uint8Array,
  more: Readonly<Record<string, string>> = {},
  size?: number,
): Promise<unknown[]> => {
  const read: unknown[] = [];
  for await (const values of csvReader(options(more))(source(content, size)))
    read.push(...values.map(({ value }) => plain(value)));
  return read;
};

const NO_HEADER = { 'csv.first.row.as.header': 'false' };

describe('without a schema values are structs of texts', () => {
  test.each([1, 2, 3, 1000])('however the stream is cut: %i bytes', async (size) => {
    const text = '\ufeffid,name,note\r\n1,"Müller, \r\nAnna","a ""b"""\r\n\r\n2,, x \n3,"",€';
    expect(await rows(text, {}, size)).toEqual([
      { id: '1', name: 'Müller, \r\nAnna', note: 'a "b"' },
      { id: '2', name: '', note: ' x ' },
      { id: '3', name: '', note: '€' },
    ]);
  });

  test('columns without names are numbered', async () => {
    expect(await rows('1,a\n2,b\n', NO_HEADER)).toEqual([
      { column01: '1', column02: 'a' },
      { column01: '2', column02: 'b' },
    ]);
  });

  test('files of the same columns share a schema', async () => {
    const read = csvReader(options());
    const schemas = new Set();
    for (const text of ['a,b\n1,2\n', 'a,b\n3,4\n'])
      for await (const values of read(source(text))) for (const { schema } of values) schemas.add(schema);
    expect(schemas.size).toBe(1);
  });

  test('one column may be empty', async () => {
    expect(await rows('a\n1\n\n2\n')).toEqual([{ a: '1' }, { a: '' }, { a: '2' }]);
  });
});

describe('keys', () => {
  test('tabs and other quotes', async () => {
    expect(await rows("a\tb\n1\t'x\ty'\n", { 'csv.separator.char': '9', 'csv.quote.char': '39' })).toEqual([
      { a: '1', b: 'x\ty' },
    ]);
  });

  test.each([
    ['NEITHER', '', ''],
    ['EMPTY_SEPARATORS', null, ''],
    ['EMPTY_QUOTES', '', null],
    ['BOTH', null, null],
  ])('empty fields that are null: %s', async (indicator, a, b) => {
    expect(await rows('a,b,c\n,"",1\n', { 'csv.null.field.indicator': indicator })).toEqual([{ a, b, c: '1' }]);
  });

  test.each([1, 3, 1000])('lines are skipped, whatever they contain: %i bytes', async (size) => {
    const text = 'made "by, hand\r\n\r\nid\r\n7\r\n';
    expect(await rows(text, { 'csv.skip.lines': '2' }, size)).toEqual([{ id: '7' }]);
  });

  test('an escape character instead of two quotes', async () => {
    const more = { 'csv.rfc.4180.parser.enabled': 'false' };
    expect(await rows('a,b\n1,  "x \\"y\\""\n', more)).toEqual([{ a: '1', b: 'x "y"' }]);
    expect(await rows('a,b\n1,"x"\n', { ...more, 'csv.ignore.quotations': 'true' })).toEqual([{ a: '1', b: '"x"' }]);
  });

  test('carriage returns are kept', async () => {
    expect(await rows('1,2\r\n', { ...NO_HEADER, 'csv.keep.carriage.return': 'true' })).toEqual([
      { column01: '1', column02: '2\r' },
    ]);
  });

  test('character sets', async () => {
    expect(await rows(Buffer.from('a\nMüller\n', 'latin1'), { 'csv.file.charset': 'ISO-8859-1' })).toEqual([
      { a: 'Müller' },
    ]);
    expect(await rows(Buffer.from('a\nMüller\n', 'utf16le'), { 'csv.file.charset': 'UTF-16LE' }, 3)).toEqual([
      { a: 'Müller' },
    ]);
    await expect(rows(Buffer.from('a\nMüller\n', 'latin1'))).rejects.toThrow('Not UTF-8');
  });
});

const USER = {
  name: 'com.example.User',
  type: 'STRUCT',
  isOptional: false,
  fieldSchemas: {
    id: { type: 'INT64', isOptional: false },
    Ratio: { type: 'FLOAT64', isOptional: true },
    active: { type: 'BOOLEAN', isOptional: true },
    since: { name: 'org.apache.kafka.connect.data.Timestamp', type: 'INT64', version: 1, isOptional: true },
    price: {
      name: 'org.apache.kafka.connect.data.Decimal',
      type: 'BYTES',
      version: 1,
      parameters: { scale: '2' },
      isOptional: true,
    },
    name: { type: 'STRING', isOptional: true },
  },
};
const TYPED = { 'value.schema': JSON.stringify(USER) };

describe('with a schema', () => {
  test('fields are found by the names in the header, and typed', async () => {
    const text =
      'ID,name,ratio,extra,since,price,active\n9007199254740993,Ann,1.5,x,2024-02-29T22:30:00Z,12.3,TRUE\n7,,,,,,\n';
    expect(await rows(text, TYPED)).toEqual([
      {
        id: 9007199254740993n,
        Ratio: 1.5,
        active: true,
        since: new Date('2024-02-29T22:30:00Z'),
        price: new Decimal(1230n, 2),
        name: 'Ann',
      },
      { id: 7, Ratio: null, active: null, since: null, price: null, name: '' },
    ]);
  });

  test('by their places without a header; in the form of JsonConverter', async () => {
    const schema = {
      type: 'struct',
      fields: [
        { field: 'n', type: 'int32' },
        { field: 's', type: 'string', optional: true },
      ],
    };
    const more = { ...NO_HEADER, 'value.schema': JSON.stringify(schema) };
    expect(await rows('1,a,rest\n', more)).toEqual([{ n: 1, s: 'a' }]);
  });

  test('names that must be written alike', async () => {
    const more = { ...TYPED, 'csv.case.sensitive.field.names': 'true' };
    await expect(rows('ID\n1\n', more)).rejects.toThrow('Row 1: Field id has no value, and is not optional');
  });
});

test.each([
  ['a,b\n1,2\n3\n', 'Row 2: 1 columns are not the 2 that are expected'],
  ['a,b\n1,2\n3,4,5\n', 'Row 2: 3 columns'],
  ['a,b\n1,2\n3,"x\n', 'Not CSV: Quote Not Closed'],
  ['a,a\n1,2\n', 'Columns share a name'],
])('what cannot be read is told behind what can: %j', async (text, message) => {
  const read: unknown[] = [];
  const all = async () => {
    for await (const values of csvReader(options())(source(text))) read.push(...values);
  };
  await expect(all()).rejects.toThrow(message);
  expect(read).toHaveLength(text.startsWith('a,a') ? 0 : 1);
});

test('numbers that are none, or too large', async () => {
  const more = { 'value.schema': '{"type":"STRUCT","fieldSchemas":{"n":{"type":"INT8"}}}' };
  expect(await rows('n\n-128\n', more)).toEqual([{ n: -128 }]);
  await expect(rows('n\n128\n', more)).rejects.toThrow('Row 1: Field n is not INT8: "128"');
});
