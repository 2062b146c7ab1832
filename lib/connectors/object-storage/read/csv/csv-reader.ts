import { asError, DataError } from '../../../../connect/errors.ts';
import { OPTIONAL_STRING_SCHEMA, type StructSchema, structSchema } from '../../../../connect/schema.ts';
import { Struct } from '../../../../connect/struct.ts';
import type { ConnectValue, SchemaAndValue } from '../../../../connect/value.ts';
import type { FileReader } from '../file-reader.ts';
import { createCellParser } from './cell-parsers.ts';
import { type CsvDialect, type CsvRow, csvRows } from './csv-rows.ts';

export interface CsvOptions {
  readonly dialect: CsvDialect;
  /** `null` for a struct of texts, named as the columns. */
  readonly schema: StructSchema | null;
  readonly hasHeader: boolean;
  readonly isCaseSensitive: boolean;
}

type ReadRow = (row: CsvRow) => SchemaAndValue;

const isBlank = (row: CsvRow): boolean => row.length === 1 && (row[0] === '' || row[0] === null);

/** Columns without names are numbered from one, as the original's schema generator does it. */
const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `column${String(index + 1).padStart(2, '0')}`);

/** Where each field's column is; `-1` where there is none. */
const placesOf = (schema: StructSchema, columns: readonly string[], isCaseSensitive: boolean): readonly number[] => {
  const fold = (name: string) => (isCaseSensitive ? name : name.toLowerCase());
  const places = new Map(columns.map((name, index) => [fold(name), index]));
  return schema.fields.map(({ name }) => places.get(fold(name)) ?? -1);
};

const textSchema = (columns: readonly string[]): StructSchema => {
  if (new Set(columns).size < columns.length) throw new DataError(`Columns share a name: ${columns.join(', ')}`);
  return structSchema(columns.map((name) => [name, OPTIONAL_STRING_SCHEMA]));
};

const compile = (schema: StructSchema, places: readonly number[], width: number | null): ReadRow => {
  const parsers = schema.fields.map(({ name, schema }) => createCellParser(name, schema));
  const fewest = Math.max(...places) + 1;
  return (row) => {
    if (row.length < fewest || (width !== null && row.length !== width))
      throw new DataError(`${row.length} columns are not the ${width ?? fewest} that are expected`);
    const values = parsers.map((parse, index): ConnectValue => parse(row[places[index] ?? -1] ?? null));
    return { schema, value: new Struct(schema, values) };
  };
};

/** The reader of the rows under a header, by its columns; files of equal columns share a schema object. */
const createCompiler = ({ schema, isCaseSensitive }: CsvOptions) => {
  const known = new Map<string, ReadRow>();
  const MAX_KNOWN = 1000;
  return (columns: readonly string[], isNamed: boolean): ReadRow => {
    const key = columns.join('\n');
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const own = schema ?? textSchema(columns);
    const places = isNamed ? placesOf(own, columns, isCaseSensitive) : own.fields.map(({ index }) => index);
    const width = isNamed || schema === null ? columns.length : null;
    const read = compile(own, places, width);
    if (known.size > MAX_KNOWN) known.clear();
    known.set(key, read);
    return read;
  };
};

/** The values before the first row that is none; then what is wrong with it. */
const readAll = (rows: readonly CsvRow[], read: ReadRow, before: number) => {
  const values: SchemaAndValue[] = [];
  try {
    for (const row of rows) values.push(read(row));
    return { values, failure: null };
  } catch (error) {
    const message = `Row ${before + values.length + 1}: ${asError(error).message}`;
    return { values, failure: new DataError(message, { cause: error }) };
  }
};

/** Structs of delimited text, a row each; blank lines are none where a row has several columns. */
export const csvReader = (options: CsvOptions): FileReader => {
  const compilerOf = createCompiler(options);
  const columnsOf = (first: CsvRow): readonly string[] =>
    options.hasHeader ? first.map((name) => (name ?? '').trim()) : numbered(first.length);
  return async function* (file) {
    let columns: readonly string[] | null = null;
    let done = 0;
    for await (const chunk of csvRows(file.stream(), options.dialect)) {
      let rows: readonly CsvRow[] = chunk;
      if (columns === null) {
        const start = chunk.findIndex((row) => !isBlank(row));
        const first = chunk[start];
        if (first === undefined) continue;
        columns = columnsOf(first);
        rows = chunk.slice(options.hasHeader ? start + 1 : start);
      }
      if (columns.length > 1) rows = rows.filter((row) => !isBlank(row));
      const { values, failure } = readAll(rows, compilerOf(columns, options.hasHeader), done);
      done += values.length;
      yield values;
      if (failure !== null) throw failure;
    }
  };
};
