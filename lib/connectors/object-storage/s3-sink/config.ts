import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { connectorKeys } from '../config/connector-keys.ts';
import { partitionerKeys } from '../config/partitioner-keys.ts';
import { storageKeys } from '../config/storage-keys.ts';
import { contentKeys } from './content-keys.ts';
import { s3Keys } from './s3-keys.ts';

const { mode, 'format.class': formatClass, 'storage.class': storageClass, ...otherContentKeys } = contentKeys;

/** The keys of Confluent's S3 sink connector 12. */
export const s3SinkConfig = defineConfig({
  mode,
  'format.class': formatClass,
  ...connectorKeys,
  ...s3Keys,
  ...otherContentKeys,
  'storage.class': storageClass,
  ...storageKeys,
  ...partitionerKeys,
});

export type S3SinkConfig = ConfigOf<typeof s3SinkConfig>;
