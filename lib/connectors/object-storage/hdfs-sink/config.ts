import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { connectorKeys } from '../config/connector-keys.ts';
import { partitionerKeys } from '../config/partitioner-keys.ts';
import { storageKeys } from '../config/storage-keys.ts';
import { hdfsKeys } from './hdfs-keys.ts';

// Names of files say where they end, so that they cannot end with every batch: a batch that comes again may end elsewhere.
const { 'files.span.batches': spanning, ...sharedKeys } = connectorKeys;

/** The keys of Confluent's HDFS sink connectors 10 and, for Hadoop 3, 1. */
export const hdfsSinkConfig = defineConfig({
  ...sharedKeys,
  ...storageKeys,
  ...partitionerKeys,
  ...hdfsKeys,
});

export type HdfsSinkConfig = ConfigOf<typeof hdfsSinkConfig>;
