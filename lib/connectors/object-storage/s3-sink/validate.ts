import type { ConfigProblem, RawConfig } from '../../../connect/connector.ts';
import { backupProblems } from '../backup/backup-problems.ts';
import { partitionerProblems, scheduleProblems } from '../partitioners/validate-partitioner.ts';
import { accessKeyProblems } from './access-key.ts';
import { BACKUP, BYTE_ARRAY_FORMAT, JSON_FORMAT } from './class-names.ts';
import type { S3SinkConfig } from './config.ts';
import { roleProblems } from './role-config.ts';

const under = (keys: readonly string[], message: string): readonly ConfigProblem[] =>
  keys.map((key) => ({ key, message }));

/** Only these formats have no compression of their own. */
const isCompressible = (format: string): boolean => format === JSON_FORMAT || format === BYTE_ARRAY_FORMAT;

const compressionProblems = (config: S3SinkConfig): readonly ConfigProblem[] => {
  if (config['s3.compression.type'] === 'none') return [];
  const files = [
    { what: 'data', isWritten: true, key: 'format.class' },
    { what: 'keys', isWritten: config['store.kafka.keys'], key: 'keys.format.class' },
    { what: 'headers', isWritten: config['store.kafka.headers'], key: 'headers.format.class' },
  ] as const;
  return files
    .filter(({ isWritten, key }) => isWritten && !isCompressible(config[key]))
    .flatMap(({ what, key }) =>
      under(
        [key, 's3.compression.type'],
        `Compression Type gzip not valid for ${what} format class: ( ${config[key]} ).`,
      ),
    );
};

const tagProblems = (config: S3SinkConfig): readonly ConfigProblem[] =>
  config['s3.object.tagging.key.value.pairs'].every((pair) => /^[^:]+:[^:]*$/.test(pair))
    ? []
    : under(['s3.object.tagging.key.value.pairs'], 'Tags are written as key:value');

/** Which schema is the newest depends on the records before, which only remembered files make harmless. */
const projectionProblems = (config: S3SinkConfig): readonly ConfigProblem[] => {
  const key = 'schema.compatibility';
  if (config[key] === 'NONE') return [];
  if (config.mode === BACKUP) return under([key], `mode=${BACKUP} keeps records as they are: set ${key}=NONE`);
  return config['files.span.batches'] ? [] : under([key], `${key}=${config[key]} needs files.span.batches=true`);
};

/** What single keys cannot tell; follows `S3SinkConnectorValidator`, in its words. */
export const s3SinkProblems = (config: S3SinkConfig, raw: RawConfig): readonly ConfigProblem[] => [
  ...backupProblems(config, raw),
  ...partitionerProblems(config),
  ...scheduleProblems(config),
  ...compressionProblems(config),
  ...accessKeyProblems(config),
  ...roleProblems(config),
  ...tagProblems(config),
  ...projectionProblems(config),
  ...(config.mode !== BACKUP && config['behavior.on.null.values'] === 'write' && !config['store.kafka.keys']
    ? under(
        ['store.kafka.keys', 'behavior.on.null.values'],
        'Writing Kafka record keys to storage is mandatory when tombstone writing is enabled.',
      )
    : []),
  ...(config['s3.wan.mode'] && config['s3.path.style.access.enabled']
    ? under(
        ['s3.wan.mode', 's3.path.style.access.enabled'],
        'Both accelerate mode and path style access are being enabled. These options are mutually exclusive and cannot be enabled together. Please disable one of them',
      )
    : []),
];
