import type { SinkRecord } from '../../../connect/record.ts';
import { createPartitioner } from '../partitioners/create-partitioner.ts';
import type { Partitioner } from '../partitioners/partitioner.ts';
import { BACKUP } from './class-names.ts';
import type { S3SinkConfig } from './config.ts';

const schemaDirectory = ({ valueSchema }: SinkRecord): string => `schema_name=${valueSchema?.name ?? null}`;

/** The configured partitioner, with what the S3 sink adds to any: a directory by schema, and one for tombstones. */
export const createS3Partitioner = (config: S3SinkConfig): Partitioner => {
  const partitioner = createPartitioner(config);
  const { 'directory.delim': delimiter, 's3.schema.partition.affix.type': affix } = config;
  return {
    encodePartition: (record, nowMs) => {
      if (record.value === null && config.mode !== BACKUP) return config['tombstone.encoded.partition'];
      const directory = partitioner.encodePartition(record, nowMs);
      if (affix === 'NONE') return directory;
      const parts = [schemaDirectory(record), directory];
      return (affix === 'PREFIX' ? parts : parts.reverse()).join(delimiter);
    },
  };
};
