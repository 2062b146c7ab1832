import type { FileSinkConfig } from '../file-sink-config.ts';
import { recordTime } from '../partitioners/create-partitioner.ts';

/** Whether `rotate.interval.ms` means time that passes: wherever a partitioner takes none from records, unlike the S3 sink. */
export const rotatesByClock = (config: FileSinkConfig): boolean => recordTime(config) === null;

/** Whether files may have to be closed where no record arrives. */
export const closesByClock = (config: FileSinkConfig): boolean =>
  config['rotate.schedule.interval.ms'] > 0 || (config['rotate.interval.ms'] > 0 && rotatesByClock(config));
