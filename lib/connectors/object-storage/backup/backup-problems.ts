import type { ConfigProblem, RawConfig } from '../../../connect/connector.ts';
import { DEFAULT_PARTITIONER, FIELD_PARTITIONER } from '../config/partitioner-keys.ts';
import { BYTE_ARRAY_FORMAT, JSON_FORMAT } from '../s3-sink/class-names.ts';
import type { S3SinkConfig } from '../s3-sink/config.ts';
import { backupConverters } from './schema-type.ts';

const BACKUP = 'mode=BACKUP_FULL_RECORD';

const converterProblem = (raw: RawConfig, key: 'key.converter' | 'value.converter'): string | null => {
  const className = raw[key];
  if (className === undefined)
    return `${key} must be set on the connector with ${BACKUP}: what is restored depends on it, and a worker's default may change`;
  return backupConverters.includes(className)
    ? null
    : `${BACKUP} does not back up the schemas that ${className} keeps in a registry: use org.apache.kafka.connect.converters.ByteArrayConverter, which keeps the bytes with the ids of their schemas, and back up the registry`;
};

const formatProblem = (config: S3SinkConfig): readonly [string, string | null] => {
  if (config['format.class'] === BYTE_ARRAY_FORMAT)
    return ['format.class', `ByteArrayFormat cannot be used with ${BACKUP}: it has values only`];
  const isBare = config['format.class'] === JSON_FORMAT && !config['format.json.schema.enable'];
  return [
    'format.json.schema.enable',
    isBare ? `JsonFormat needs format.json.schema.enable=true with ${BACKUP}` : null,
  ];
};

const when = (condition: boolean, message: string): string | null => (condition ? message : null);

/** What goes against restoring records as they were; follows Confluent's `BackupModeValidator`. */
export const backupProblems = (config: S3SinkConfig, raw: RawConfig): readonly ConfigProblem[] => {
  if (config.mode === 'GENERIC') return [];
  const isByTime = ![DEFAULT_PARTITIONER, FIELD_PARTITIONER].includes(config['partitioner.class']);
  const found: ReadonlyArray<readonly [string, string | null]> = [
    formatProblem(config),
    ['key.converter', converterProblem(raw, 'key.converter')],
    ['value.converter', converterProblem(raw, 'value.converter')],
    ['transforms', when((raw.transforms ?? '') !== '', `Transformations would change what ${BACKUP} keeps`)],
    ...(['store.kafka.keys', 'store.kafka.headers'] as const).map(
      (key) => [key, when(config[key], `${key} cannot be used with ${BACKUP}, whose records have it already`)] as const,
    ),
    [
      'partitioner.class',
      when(config['partitioner.class'] === FIELD_PARTITIONER, `FieldPartitioner cannot be used with ${BACKUP}`),
    ],
    [
      'timestamp.extractor',
      when(
        isByTime && config['timestamp.extractor'] === 'RecordField',
        `RecordField cannot be used with ${BACKUP}, since tombstones have no fields: use Record or Wallclock`,
      ),
    ],
    [
      's3.schema.partition.affix.type',
      when(
        config['s3.schema.partition.affix.type'] !== 'NONE',
        `Directories by schema would part the records of a partition: ${BACKUP} needs NONE`,
      ),
    ],
    [
      'connect.meta.data',
      when(
        !config['connect.meta.data'],
        `Without connect.meta.data schemas are not restored as they were: ${BACKUP} needs it`,
      ),
    ],
  ];
  return found.flatMap(([key, message]) => (message === null ? [] : [{ key, message }]));
};
