import type { SinkRecord } from '../../connect/record.ts';
import type { FileContents } from './file-contents.ts';
import type { Assembly, FileBody } from './formats/format.ts';

/** A file as far as it is: what it is called and which records are in it. */
export interface FileSoFar {
  /** Of its objects, without suffixes and extensions. */
  readonly name: string;
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly recordCount: number;
  /** The times of its records, where its name tells them. */
  readonly earliestMs?: number | undefined;
  readonly latestMs?: number | undefined;
}

/** What came to one of a file's objects: values, keys or headers. */
export interface FreshPart {
  /** Suffix and extension of the object. */
  readonly ending: string;
  readonly contentType: string;
  readonly assembly: Assembly;
  /** What stands behind its last piece, in base64. */
  readonly tail: string;
  take(): Promise<Uint8Array>;
}

/** A file being filled, together with those of keys and headers beside it. */
export interface GrowingFile {
  /** Adds the record to all of its objects, or to none. @throws DataError when a format cannot take it. */
  add(record: SinkRecord): void;
  soFar(): FileSoFar;
  /** What has been added since the file was opened here. */
  readonly parts: readonly FreshPart[];
}

interface Part {
  readonly contents: FileContents;
  readonly body: FileBody;
}

/**
 * Opens a file that begins, or goes on, with a record.
 *
 * @throws DataError when a format cannot express the record's schema.
 */
export const growFile = (
  begun: FileSoFar | string,
  contents: readonly FileContents[],
  record: SinkRecord,
): GrowingFile => {
  const isNew = typeof begun === 'string';
  const name = isNew ? begun : begun.name;
  const firstOffset = isNew ? record.kafkaOffset : begun.firstOffset;
  let lastOffset = isNew ? firstOffset : begun.lastOffset;
  let recordCount = isNew ? 0 : begun.recordCount;
  const parts = contents.map((one): Part => {
    const place = { name: `${name}${one.suffix}`, isNew };
    return { contents: one, body: one.format.open(one.select(record).schema, place) };
  });
  return {
    add: (record) => {
      for (const part of parts) part.body.stage(part.contents.select(record).value);
      for (const part of parts) part.body.keep();
      lastOffset = record.kafkaOffset;
      recordCount++;
    },
    soFar: () => ({ name, firstOffset, lastOffset, recordCount }),
    parts: parts.map(({ contents: { format, suffix }, body }) => ({
      ending: `${suffix}${format.extension}`,
      contentType: format.contentType,
      assembly: format.assembly,
      tail: Buffer.from(format.tail ?? []).toString('base64'),
      take: () => body.take(),
    })),
  };
};
