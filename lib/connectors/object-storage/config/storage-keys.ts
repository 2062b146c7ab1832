import { defineConfig } from '../../../config/config-def.ts';

/** Keys of Confluent's `StorageCommonConfig`, but for `storage.class`. */
export const storageKeys = defineConfig({
  'topics.dir': {
    type: 'STRING',
    default: 'topics',
    importance: 'HIGH',
    group: 'Storage',
    documentation: 'First directory of all object names; may be empty.',
  },
  'store.url': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    group: 'Storage',
    documentation: 'Address of the store, where it is not the default one: an S3 compatible endpoint.',
  },
  'directory.delim': {
    type: 'STRING',
    default: '/',
    importance: 'MEDIUM',
    group: 'Storage',
    documentation: 'Stands between directories in object names.',
  },
  'file.delim': {
    type: 'STRING',
    default: '+',
    importance: 'MEDIUM',
    group: 'Storage',
    documentation: 'Stands between topic, partition and offset in file names.',
  },
});
