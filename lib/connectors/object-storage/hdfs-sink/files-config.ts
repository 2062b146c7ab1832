import type { FileSinkConfig } from '../file-sink-config.ts';
import { partitionerClass } from './class-names.ts';
import type { HdfsSinkConfig } from './config.ts';

export type HdfsFilesConfig = FileSinkConfig & Pick<HdfsSinkConfig, 'schema.compatibility'>;

/** The keys that all sinks of files share, as this one means them. */
export const filesConfig = (config: HdfsSinkConfig): HdfsFilesConfig => ({
  ...config,
  'partitioner.class': partitionerClass(config['partitioner.class']),
  'files.span.batches': true,
});
