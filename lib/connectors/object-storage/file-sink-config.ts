import type { ConfigOf } from '../../config/config-def.ts';
import type { connectorKeys } from './config/connector-keys.ts';
import type { storageKeys } from './config/storage-keys.ts';
import type { PartitionerConfig } from './partitioners/create-partitioner.ts';

/** The keys that all sinks of files share, parsed. */
export type FileSinkConfig = ConfigOf<typeof connectorKeys> & ConfigOf<typeof storageKeys> & PartitionerConfig;
