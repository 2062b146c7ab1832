import type { SinkRecord } from '../../../connect/record.ts';
import type { FileContents } from '../file-contents.ts';
import { compressedFormat } from '../formats/compressed-format.ts';
import type { Format } from '../formats/format.ts';
import { createStreamCompression } from '../formats/stream-compression.ts';
import { type TextFrame, textFormat } from '../formats/text-format.ts';
import type { AivenS3SinkConfig } from './config.ts';
import { createEnvelope } from './envelope.ts';
import { csvLine, jsonLine } from './output-line.ts';
import { settingsOf } from './settings.ts';

/** What files hold, and which records may share one. */
export interface Contents {
  readonly of: readonly FileContents[];
  /** @throws DataError */
  kindOf(record: SinkRecord): string;
}

const TEXTS: Readonly<Record<'csv' | 'json' | 'jsonl', TextFrame>> = {
  csv: { contentType: 'text/csv', begin: '', separator: '\n', end: '' },
  json: { contentType: 'application/json', begin: '[\n', separator: ',\n', end: '\n]' },
  jsonl: { contentType: 'application/jsonl', begin: '', separator: '\n', end: '' },
};

/** A template says the whole name. */
const named = (format: Format, hasExtension: boolean): Format => (hasExtension ? format : { ...format, extension: '' });

const textContents = (config: AivenS3SinkConfig, type: keyof typeof TEXTS) => {
  const { fields } = settingsOf(config);
  const line =
    type === 'csv'
      ? csvLine(fields, config['format.output.fields.value.encoding'] === 'base64')
      : jsonLine(fields, config['format.output.envelope']);
  return {
    format: textFormat(TEXTS[type]),
    kindOf: () => '',
    select: (record: SinkRecord) => ({ schema: null, value: line(record) }),
  };
};

const avroContents = async (config: AivenS3SinkConfig) => {
  const { fields } = settingsOf(config);
  const [{ avroFormat }, { describeEnvelope }] = await Promise.all([
    import('../formats/avro-format.ts'),
    import('./avro-description.ts'),
  ]);
  const format = avroFormat({
    codec: config['avro.codec'],
    describe: describeEnvelope(fields),
    connectMetaData: config['connect.meta.data'],
    enhanced: config['enhanced.avro.schema.support'],
    allowOptionalMapKeys: config['allow.optional.map.keys'],
    scrubInvalidNames: config['scrub.invalid.names'],
    discardTypeDocDefault: config['discard.type.doc.default'],
    generalizedSumTypes: config['generalized.sum.type.support'],
    ignoreDefaultForNullables: config['ignore.default.for.nullables'],
  });
  const namespace = 'io.aiven.avro.output.schema';
  return { format, ...createEnvelope({ fields, isWrapped: config['format.output.envelope'], namespace }) };
};

const parquetContents = async (config: AivenS3SinkConfig) => {
  const { fields, parquetCodec } = settingsOf(config);
  const { parquetFormat } = await import('../formats/parquet-format.ts');
  // The extension is that of other formats.
  const { extension } = await createStreamCompression(parquetCodec);
  const namespace = 'io.aiven.parquet.output.schema';
  return {
    format: parquetFormat(parquetCodec, { extension }),
    ...createEnvelope({ fields, isWrapped: config['format.output.envelope'], namespace }),
  };
};

const writerOf = async (config: AivenS3SinkConfig) => {
  const type = config['format.output.type'];
  if (type === 'parquet') return parquetContents(config);
  const contents = type === 'avro' ? await avroContents(config) : textContents(config, type);
  const compression = await createStreamCompression(settingsOf(config).compression);
  return { ...contents, format: await compressedFormat(contents.format, compression) };
};

/** Loads the libraries of the format, and no other's; follows Aiven's `OutputWriter` and its subclasses. */
export const createContents = async (config: AivenS3SinkConfig): Promise<Contents> => {
  const { format, select, kindOf } = await writerOf(config);
  return { of: [{ format: named(format, settingsOf(config).hasExtension), suffix: '', select }], kindOf };
};
