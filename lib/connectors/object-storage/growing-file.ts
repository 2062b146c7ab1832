import type { SinkRecord } from '../../connect/record.ts';
import type { FileContents } from './file-contents.ts';
import type { FileBody } from './formats/format.ts';
import type { StoredObject } from './object-store.ts';

/** A file being filled, together with those of keys and headers beside it. */
export interface GrowingFile {
  /** Adds the record to all of its objects, or to none. @throws DataError when a format cannot take it. */
  add(record: SinkRecord): void;
  /** What is to be stored; each is assembled when it is asked for. */
  objects(): ReadonlyArray<() => Promise<StoredObject>>;
}

interface Part {
  readonly contents: FileContents;
  readonly body: FileBody;
}

/** Opens a file named after its first record. @throws DataError when a format cannot express the record's schema. */
export const growFile = (name: string, contents: readonly FileContents[], first: SinkRecord): GrowingFile => {
  const parts = contents.map((one): Part => ({ contents: one, body: one.format.open(one.select(first).schema) }));
  const firstOffset = first.kafkaOffset;
  let lastOffset = firstOffset;
  let recordCount = 0;
  return {
    add: (record) => {
      for (const part of parts) part.body.stage(part.contents.select(record).value);
      for (const part of parts) part.body.keep();
      lastOffset = record.kafkaOffset;
      recordCount++;
    },
    objects: () =>
      parts.map(({ contents: { format, suffix }, body }) => async () => ({
        key: `${name}${suffix}${format.extension}`,
        body: await body.finish(),
        contentType: format.contentType,
        firstOffset,
        lastOffset,
        recordCount,
      })),
  };
};
