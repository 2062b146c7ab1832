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
import type { LensesS3SinkConfig } from './config.ts';
import { type EnvelopeFields, envelopeOf } from './envelope-fields.ts';
import { type Padding, paddingOf } from './padding.ts';
import { kafkaPartitionField, type PartitionField, parsePartitionField, topicField } from './partition-fields.ts';

/** Where the records of a topic go, and how. */
export interface SinkStatement extends Location {
  /** `null` for all that no other statement has. */
  readonly topic: string | null;
  readonly format: StorageFormat;
  /** Whether CSV begins with the names of its columns. */
  readonly withHeaders: boolean;
  readonly partitionBy: readonly PartitionField[];
  /** Whether topic and partition are in the names of files, as directories need not tell. */
  readonly isCustom: boolean;
  /** Whether directories are `name=value`. */
  readonly showsNames: boolean;
  readonly pad: Padding;
  readonly suffix: string;
  /** What of a record is stored around its value; `null` for the value alone. */
  readonly envelope: EnvelopeFields | null;
  readonly flush: { readonly records: number; readonly bytes: number; readonly intervalMs: number };
}

/** Kafka's offsets end before. */
const UNLIMITED = 2_147_483_647;
const DEFAULT_FLUSH = { records: 50_000, bytes: 500_000_000, seconds: 3600 };

const PROPERTIES = {
  known:
    /^(flush\.(count|size|interval)|padding\.(char|type|length\.\w+)|partition\.include\.keys|key\.suffix|store\.envelope(\.fields\.(key|value|headers|metadata))?)$/,
  refused: { 'store.file.namer': 'file namers are classes of Java' },
};

const COMPRESSIONS: Readonly<Record<StorageFormat, readonly string[]>> = {
  json: ['UNCOMPRESSED', 'GZIP'],
  avro: ['UNCOMPRESSED', 'DEFLATE', 'SNAPPY'],
  parquet: ['UNCOMPRESSED', 'GZIP', 'SNAPPY', 'BROTLI'],
  text: ['UNCOMPRESSED'],
  csv: ['UNCOMPRESSED'],
  bytes: ['UNCOMPRESSED'],
};

const partitioning = ({ clauses, ...statement }: KcqlStatement) => {
  const { flag } = readProperties({ clauses, ...statement });
  const isNone = clauses.has('NOPARTITION');
  const fields = (clauses.get('PARTITIONBY') ?? []).map(parsePartitionField);
  if (isNone && fields.length > 0) throw new ConfigError('PARTITIONBY and NOPARTITION exclude each other');
  const isDefault = !isNone && fields.length === 0;
  return {
    partitionBy: isDefault ? [topicField, kafkaPartitionField] : fields,
    isCustom: !isDefault,
    showsNames: flag('partition.include.keys') ?? fields.length > 0,
  };
};

const flushOf = (statement: KcqlStatement, config: LensesS3SinkConfig): SinkStatement['flush'] => {
  const { number } = readProperties(statement);
  const clause = (name: 'COUNT' | 'SIZE' | 'INTERVAL'): number | undefined => {
    const [text] = statement.clauses.get(`WITH_FLUSH_${name}`) ?? [];
    if (text !== undefined && !/^\d{1,15}$/.test(text))
      throw new ConfigError(`WITH_FLUSH_${name} is a number: ${text}`);
    return text === undefined ? undefined : Number(text);
  };
  /** Follows `FlushSettings`, for which what is not above zero is not there. */
  const positive = (value: number | undefined, byDefault: number): number =>
    value !== undefined && value > 0 ? value : byDefault;
  const records = positive(number('flush.count') ?? clause('COUNT'), DEFAULT_FLUSH.records);
  return {
    records: config['connect.s3.disable.flush.count'] ? UNLIMITED : Math.min(records, UNLIMITED),
    bytes: positive(number('flush.size') ?? clause('SIZE'), DEFAULT_FLUSH.bytes),
    intervalMs: positive(number('flush.interval') ?? clause('INTERVAL'), DEFAULT_FLUSH.seconds) * 1000,
  };
};

const checkFormat = ({ format, envelope, flush }: SinkStatement, config: LensesS3SinkConfig): void => {
  const codec = config['connect.s3.compression.codec'];
  if (!COMPRESSIONS[format].includes(codec))
    throw new ConfigError(
      `connect.s3.compression.codec=${codec} is not supported for ${format.toUpperCase()}: there are ${COMPRESSIONS[format].join(', ')}`,
    );
  if (envelope !== null && ['text', 'csv', 'bytes'].includes(format))
    throw new ConfigError(`Envelope is not supported for format ${format.toUpperCase()}.`);
  if (format === 'bytes' && flush.records !== 1)
    throw new ConfigError(
      "flush.count > 1 is not allowed for BYTES. If you want to store N records as raw bytes use AVRO or PARQUET. If you are using BYTES but not specified flush.count, then do so by adding PROPERTIES('flush.count'=1)",
    );
};

const read = (statement: KcqlStatement, config: LensesS3SinkConfig): SinkStatement => {
  requireAll(statement);
  requireKnown(statement, PROPERTIES);
  const sink = {
    ...locationOf(statement.target),
    ...formatOf(statement),
    ...partitioning(statement),
    topic: statement.source === '*' ? null : statement.source,
    pad: paddingOf(statement, config),
    suffix: statement.properties.get('key.suffix') ?? '',
    envelope: envelopeOf(readProperties(statement)),
    flush: flushOf(statement, config),
  };
  checkFormat(sink, config);
  return sink;
};

const CLAUSES = [
  'PARTITIONBY',
  'NOPARTITION',
  'STOREAS',
  'WITH_FLUSH_COUNT',
  'WITH_FLUSH_SIZE',
  'WITH_FLUSH_INTERVAL',
  'PROPERTIES',
  'BATCH',
] as const;

/** Reads `connect.s3.kcql`; follows `CloudSinkBucketOptions`. @throws ConfigError, RangeError */
export const sinkStatements = (config: LensesS3SinkConfig): readonly SinkStatement[] => {
  const statements = parseKcql(config['connect.s3.kcql'], CLAUSES).map((statement) => read(statement, config));
  const topics = statements.map(({ topic }) => topic);
  const twice = topics.find((topic, index) => topics.indexOf(topic) !== index);
  if (twice !== undefined)
    throw new ConfigError(
      `Topic ${twice ?? '*'} has several statements, of which the original takes the first: use a connector each`,
    );
  return statements;
};

/** The statement of a topic. @throws ConfigError where none is for it. */
export const statementFor = <S extends { readonly topic: string | null }>(
  statements: readonly S[],
  name: string,
): S | undefined => statements.find(({ topic }) => topic === name) ?? statements.find(({ topic }) => topic === null);
