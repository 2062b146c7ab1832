import { asError, DataError } from '../../../connect/errors.ts';
import { OPTIONAL_BYTES_SCHEMA, STRING_SCHEMA } from '../../../connect/schema.ts';
import type { ConnectValue, SchemaAndValue } from '../../../connect/value.ts';
import { createEnvelopeReader } from '../../../formats/json/envelope-reader.ts';
import { parseExactJson } from './exact-json.ts';
import type { FileReader } from './file-reader.ts';
import { splitBytes } from './split-bytes.ts';

const LINE_FEED = Buffer.from('\n');

/** Values with a separator after each. */
export const bytesReader = (separator: string): FileReader =>
  async function* (file) {
    for await (const parts of splitBytes(file.stream(), Buffer.from(separator)))
      yield parts.map((value) => ({ schema: OPTIONAL_BYTES_SCHEMA, value }));
  };

/** Texts, a line each. */
export const stringReader: FileReader = async function* (file) {
  for await (const lines of splitBytes(file.stream(), LINE_FEED))
    yield lines.map((line) => ({ schema: STRING_SCHEMA, value: line.toString() }));
};

/** JSON's parsers give nothing else. */
const isJson = (value: unknown): value is ConnectValue => value !== undefined;

const jsonOf = (text: string): ConnectValue => {
  try {
    const value = parseExactJson(text);
    if (isJson(value)) return value;
  } catch (error) {
    throw new DataError(`A line is not JSON: ${asError(error).message}`, { cause: error });
  }
  throw new DataError('A line is not JSON');
};

/** JSON values, a line each, without schemas; blank lines are none. */
export const jsonReader: FileReader = async function* (file) {
  for await (const lines of splitBytes(file.stream(), LINE_FEED)) {
    const values: SchemaAndValue[] = [];
    try {
      for (const line of lines) {
        const text = String(line);
        if (text.trim() !== '') values.push({ schema: null, value: jsonOf(text) });
      }
    } finally {
      // Also those in front of a line that is not JSON.
      yield values;
    }
  }
};

/** JSON values with their schemas, a line each, as `jsonFormatWithSchemas` writes them. */
export const jsonReaderWithSchemas: FileReader = async function* (file) {
  const read = createEnvelopeReader({ cacheSize: 1000, replaceNullWithDefault: false });
  for await (const lines of splitBytes(file.stream(), LINE_FEED))
    yield lines.filter((line) => line.toString().trim() !== '').map(read);
};
