import type { FileReader } from '../read/file-reader.ts';
import type { FileReaders } from '../s3-source/read-file.ts';
import type { SourceStatement } from './statement.ts';

/** Only the values that pass. */
const filtered = (reader: FileReader, passes: (text: string, index: number) => boolean): FileReader =>
  async function* (file) {
    let index = 0;
    for await (const values of reader(file)) yield values.filter(({ value }) => passes(String(value), index++));
  };

/** Loads the format's library, and no other's. Lines of JSON are texts, as those of CSV are; follows `FormatSelection`. */
const readerOf = async ({ format, withHeaders, lines }: SourceStatement): Promise<FileReader> => {
  if (format === 'avro') {
    const { avroReader } = await import('../read/avro-reader.ts');
    return avroReader({});
  }
  if (format === 'parquet') {
    const { parquetReader } = await import('../read/parquet/parquet-reader.ts');
    return parquetReader({});
  }
  const { bytesReader, stringReader } = await import('../read/line-readers.ts');
  if (format === 'bytes') return bytesReader('');
  if (withHeaders) return filtered(stringReader, (_text, index) => index > 0);
  return lines === null ? stringReader : filtered(stringReader, (text) => lines.test(text));
};

export const createLensesReaders = async (statement: SourceStatement): Promise<FileReaders> => ({
  values: await readerOf(statement),
  isEnveloped: false,
  keys: null,
  headers: null,
});
