import type { SchemaAndValue } from '../../../connect/value.ts';

/** A file to be read from its beginning, or in any order. */
export interface FileSource {
  stream(): AsyncIterable<Uint8Array>;
  size(): Promise<number>;
  /** The bytes from `start` to before `end`. */
  slice(start: number, end: number): Promise<ArrayBuffer>;
}

/**
 * Reads the values of a file, chunk by chunk; the opposite of a format.
 *
 * @throws DataError for bytes that are not of the format; whatever the file throws.
 */
export type FileReader = (file: FileSource) => AsyncGenerator<readonly SchemaAndValue[]>;
