import type { SinkRecord } from '../../../connect/record.ts';
import type { FileContents } from '../file-contents.ts';
import type { Files } from '../files.ts';
import { type GrowingFile, growFile } from '../growing-file.ts';
import type { ObjectStore } from '../object-store.ts';
import { settleAll } from '../settle-all.ts';
import { wholeObjects } from '../whole-objects.ts';

interface KeyedOptions {
  readonly store: ObjectStore;
  readonly contents: readonly FileContents[];
  nameOf(record: SinkRecord): string;
}

/** Files of one record, the last of its key, over the one before; follows Aiven's `KeyRecordGrouper`. */
export const createKeyedFiles = ({ store, contents, nameOf }: KeyedOptions): Files => {
  let latest = new Map<string, GrowingFile>();
  return {
    begin: async () => {},
    seen: () => false,
    add: (record) => {
      const name = nameOf(record);
      const file = growFile(name, contents, record);
      file.add(record);
      latest.set(name, file);
    },
    left: () => {},
    isFull: () => false,
    flush: async () => {
      const files = [...latest.values()];
      latest = new Map();
      await settleAll(files.flatMap((file) => wholeObjects(store, file)));
    },
  };
};
