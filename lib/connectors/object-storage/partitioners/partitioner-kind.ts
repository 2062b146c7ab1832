import { DEFAULT_PARTITIONER, FIELD_PARTITIONER } from '../config/partitioner-keys.ts';
import type { PartitionerConfig } from './create-partitioner.ts';

export const isTimeBased = (config: PartitionerConfig): boolean =>
  ![DEFAULT_PARTITIONER, FIELD_PARTITIONER].some((name) => name === config['partitioner.class']);

/** Whether where a record goes depends on the record alone, not on when it came. */
export const goesByRecord = (config: PartitionerConfig): boolean =>
  !isTimeBased(config) || config['timestamp.extractor'] !== 'Wallclock';
