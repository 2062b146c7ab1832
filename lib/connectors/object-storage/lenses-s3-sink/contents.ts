import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { SchemaAndValue } from '../../../connect/value.ts';
import { convertToString } from '../../../connect/values.ts';
import type { FileContents } from '../file-contents.ts';
import { createCompression } from '../formats/compression.ts';
import type { Format } from '../formats/format.ts';
import type { LensesS3SinkConfig } from './config.ts';
import { createJsonLine } from './json-envelope.ts';
import type { SinkStatement } from './statement.ts';
import { createStructEnvelope } from './struct-envelope.ts';

export interface LensesContents extends FileContents {
  /** Whether records of different schemas are in different files. */
  readonly splitsBySchema: boolean;
}

const ofValue = ({ valueSchema, value }: SinkRecord): SchemaAndValue => ({ schema: valueSchema, value });

/** Parts of one record are asked for several times. */
const remembered = (select: (record: SinkRecord) => SchemaAndValue): ((record: SinkRecord) => SchemaAndValue) => {
  let last: { readonly record: SinkRecord; readonly selected: SchemaAndValue } | null = null;
  return (record) => {
    if (last?.record !== record) last = { record, selected: select(record) };
    return last.selected;
  };
};

const textOf = ({ valueSchema, value }: SinkRecord): SchemaAndValue => {
  const text = value === null || typeof value === 'object' ? null : convertToString(valueSchema, value);
  if (text === null)
    throw new DataError('Unable to retrieve text field value. Text format is only for output of kafka string values.');
  return { schema: null, value: text };
};

const bytesOf = ({ value }: SinkRecord): SchemaAndValue => {
  if (value !== null && !(value instanceof Uint8Array))
    throw new DataError(
      'BYTES takes bytes only: set value.converter to org.apache.kafka.connect.converters.ByteArrayConverter',
    );
  return { schema: null, value: value ?? new Uint8Array() };
};

const avroCodec = (config: LensesS3SinkConfig) => {
  const codec = config['connect.s3.compression.codec'];
  if (codec === 'DEFLATE') return 'deflate';
  return codec === 'SNAPPY' ? 'snappy' : 'null';
};

const parquetCodec = (config: LensesS3SinkConfig) => {
  switch (config['connect.s3.compression.codec']) {
    case 'GZIP':
      return 'gzip';
    case 'SNAPPY':
      return 'snappy';
    case 'BROTLI':
      return 'brotli';
    default:
      return 'none';
  }
};

/** Compressed JSON has the ending of its compression alone; follows `FileExtensionNamer`. */
const named = (format: Format, extension: string): Format =>
  format.extension.endsWith('.gz') ? { ...format, extension: '.gz' } : { ...format, extension };

/** Loads the format's library, and no other's. */
export const createLensesContents = async (
  { format, withHeaders, envelope }: SinkStatement,
  config: LensesS3SinkConfig,
): Promise<LensesContents> => {
  const isZipped = config['connect.s3.compression.codec'] === 'GZIP';
  const compression = createCompression(isZipped ? 'gzip' : 'none', config['connect.s3.compression.level']);
  const structs = remembered(envelope === null ? ofValue : createStructEnvelope(envelope));
  switch (format) {
    case 'avro': {
      const { avroFormat } = await import('../formats/avro-format.ts');
      return { format: avroFormat({ codec: avroCodec(config) }), suffix: '', select: structs, splitsBySchema: true };
    }
    case 'parquet': {
      const { parquetFormat } = await import('../formats/parquet-format.ts');
      const parquet = parquetFormat(parquetCodec(config), { extension: '.parquet', keepsNulls: true });
      return { format: parquet, suffix: '', select: structs, splitsBySchema: true };
    }
    case 'csv': {
      const { csvFormat } = await import('../formats/csv-format.ts');
      return { format: csvFormat({ withHeaders }), suffix: '', select: ofValue, splitsBySchema: true };
    }
    case 'bytes': {
      const { byteArrayFormat } = await import('../formats/byte-array-format.ts');
      const bytes = byteArrayFormat({ extension: '.bytes', separator: '', compression });
      return { format: bytes, suffix: '', select: bytesOf, splitsBySchema: false };
    }
    default: {
      const [{ textFormat }, { compressedFormat }] = await Promise.all([
        import('../formats/text-format.ts'),
        import('../formats/compressed-format.ts'),
      ]);
      const lines = (contentType: string): Promise<Format> =>
        compressedFormat(textFormat({ contentType, begin: '', separator: '\n', end: '\n' }), compression);
      if (format === 'text')
        return {
          format: named(await lines('text/plain'), '.text'),
          suffix: '',
          select: textOf,
          splitsBySchema: false,
        };
      const line = createJsonLine(envelope);
      return {
        format: named(await lines('application/json'), '.json'),
        suffix: '',
        select: (record) => ({ schema: null, value: line(record) }),
        splitsBySchema: false,
      };
    }
  }
};
