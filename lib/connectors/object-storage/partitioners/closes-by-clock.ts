import type { FileSinkConfig } from '../file-sink-config.ts';
import { isTimeBased } from './partitioner-kind.ts';

/** Whether `rotate.interval.ms` means time that passes, as it does where records have none. */
export const rotatesByClock = (config: FileSinkConfig): boolean =>
  isTimeBased(config) && config['timestamp.extractor'] === 'Wallclock';

/** Whether files may have to be closed where no record arrives. */
export const closesByClock = (config: FileSinkConfig): boolean =>
  config['rotate.schedule.interval.ms'] > 0 || (config['rotate.interval.ms'] > 0 && rotatesByClock(config));
