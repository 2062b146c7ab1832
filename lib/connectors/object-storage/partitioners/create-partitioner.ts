import type { ConfigOf } from '../../../config/config-def.ts';
import {
  DAILY_PARTITIONER,
  FIELD_PARTITIONER,
  HOURLY_PARTITIONER,
  type partitionerKeys,
} from '../config/partitioner-keys.ts';
import { fieldPartitioner } from './field-partitioner.ts';
import type { Partitioner } from './partitioner.ts';
import { isTimeBased } from './partitioner-kind.ts';
import { timeBasedPartitioner } from './time-based-partitioner.ts';
import { type TimestampExtractor, timestampExtractor } from './timestamp-extractor.ts';

export type PartitionerConfig = ConfigOf<typeof partitionerKeys> & { readonly 'directory.delim': string };

const HOUR_MS = 3_600_000;

/** Follows `DefaultPartitioner`. */
const byKafkaPartition: Partitioner = { encodePartition: ({ kafkaPartition }) => `partition=${kafkaPartition}` };

const period = (config: PartitionerConfig): { durationMs: number; pathFormat: string } => {
  const delimiter = config['directory.delim'];
  const day = ["'year'=YYYY", "'month'=MM", "'day'=dd"];
  switch (config['partitioner.class']) {
    case DAILY_PARTITIONER:
      return { durationMs: 24 * HOUR_MS, pathFormat: day.join(delimiter) };
    case HOURLY_PARTITIONER:
      return { durationMs: HOUR_MS, pathFormat: [...day, "'hour'=HH"].join(delimiter) };
    default: {
      const pathFormat = config['path.format'];
      return {
        durationMs: config['partition.duration.ms'],
        pathFormat: pathFormat.endsWith(delimiter) ? pathFormat.slice(0, -delimiter.length) : pathFormat,
      };
    }
  }
};

/** The time of records where the partitioner goes by it and it is a property of the record, else `null`. */
export const recordTime = (config: PartitionerConfig): TimestampExtractor | null => {
  const { 'timestamp.extractor': kind, 'timestamp.field': field } = config;
  return isTimeBased(config) && kind !== 'Wallclock' ? timestampExtractor(kind, field) : null;
};

export const createPartitioner = (config: PartitionerConfig): Partitioner => {
  if (config['partitioner.class'] === FIELD_PARTITIONER)
    return fieldPartitioner(config['partition.field.name'], config['directory.delim']);
  if (!isTimeBased(config)) return byKafkaPartition;
  return timeBasedPartitioner({
    ...period(config),
    locale: config.locale,
    timeZone: config.timezone,
    extract: timestampExtractor(config['timestamp.extractor'], config['timestamp.field']),
  });
};
