import type { ConfigProblem } from '../../../connect/connector.ts';
import { asError } from '../../../connect/errors.ts';
import { accessKeyProblems } from '../s3-sink/access-key.ts';
import { roleProblems } from '../s3-sink/role-config.ts';
import type { S3SourceConfig } from './config.ts';
import { BYTE_ARRAY_FORMAT, isCsv, STRING_FORMAT } from './formats.ts';
import { RESTORE_WHOLE } from './modes.ts';
import { usesPathStyle } from './path-style.ts';
import { parseTopicRules } from './topic-rules.ts';

const topicProblems = (config: S3SourceConfig): readonly ConfigProblem[] => {
  const key = 'topic.regex.list';
  if (config.mode !== 'GENERIC') return [];
  if (config[key].length === 0)
    return [{ key, message: 'topic.regex.list cannot be empty when the connector runs in GENERIC mode.' }];
  try {
    parseTopicRules(config[key]);
    return [];
  } catch (error) {
    return [{ key, message: asError(error).message }];
  }
};

const keyProblems = (config: S3SourceConfig): readonly ConfigProblem[] =>
  (['store.kafka.keys', 'store.kafka.headers'] as const)
    .filter((key) => config.mode !== 'RESTORE_BACKUP' && config[key])
    .map((key) => ({
      key,
      message: `${key} needs mode=RESTORE_BACKUP: other objects have no files of keys and headers beside them`,
    }));

const formatProblems = (config: S3SourceConfig): readonly ConfigProblem[] =>
  config.mode === RESTORE_WHOLE && [BYTE_ARRAY_FORMAT, STRING_FORMAT].includes(config['format.class'])
    ? [{ key: 'format.class', message: `mode=${RESTORE_WHOLE} needs AvroFormat, JsonFormat or ParquetFormat` }]
    : [];

const csvProblems = (config: S3SourceConfig): readonly ConfigProblem[] => {
  if (!isCsv(config['format.class'])) return [];
  if (config.mode !== 'GENERIC')
    return [{ key: 'format.class', message: 'CsvFormat needs mode=GENERIC: the sink writes no CSV' }];
  const key = 'csv.strict.quotes';
  return config[key] && !config['csv.rfc.4180.parser.enabled']
    ? [{ key, message: `${key} is not supported: what is outside of quotes is read` }]
    : [];
};

const eventProblems = (config: S3SourceConfig): readonly ConfigProblem[] => {
  const key = 's3.event.queue.url';
  if (config[key] === '' || config.mode === 'GENERIC') return [];
  return [{ key, message: `${key} needs mode=GENERIC: a backup is restored in its order, which events do not keep` }];
};

const addressProblems = (config: S3SourceConfig): readonly ConfigProblem[] =>
  config['s3.wan.mode'] && usesPathStyle(config)
    ? [{ key: 's3.wan.mode', message: 's3.wan.mode needs s3.path.style.access=false' }]
    : [];

/** What single keys cannot tell. */
export const s3SourceProblems = (config: S3SourceConfig): readonly ConfigProblem[] => [
  ...topicProblems(config),
  ...keyProblems(config),
  ...formatProblems(config),
  ...csvProblems(config),
  ...eventProblems(config),
  ...accessKeyProblems(config),
  ...roleProblems(config),
  ...addressProblems(config),
];
