import { ConnectError } from '../../connect/errors.ts';
import type { TopicPartition } from '../../connect/offset.ts';

/** What is known of an object besides its bytes. */
export interface ObjectDescription {
  readonly key: string;
  readonly contentType: string;
  /** Kafka offsets of the first and the last record in it. */
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly recordCount: number;
}

/** An object ready to be stored. */
export interface StoredObject extends ObjectDescription {
  readonly body: Uint8Array;
  /** Where stores without atomic writes may put it first. */
  readonly temporary?: string;
}

/** Bytes of a file that is not finished, in an object of their own. */
export interface Piece {
  readonly name: string;
  readonly bytes: number;
}

/** A piece is not there, or not any more. */
export class MissingPieceError extends ConnectError {
  override readonly name = 'MissingPieceError';

  constructor(piece: string, cause?: unknown) {
    super(`Piece ${piece} of an unfinished file is not there`, { cause });
  }
}

/** Where pieces of unfinished files are kept. Names are used once. */
export interface PieceStore {
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** @throws MissingPieceError */
  read(name: string): Promise<Uint8Array>;
  /** Those that are not there are no failure. */
  remove(names: readonly string[]): Promise<void>;
  /** The names in a directory, which need not exist. */
  list(directory: string): Promise<readonly string[]>;
}

/** Where finished objects go: S3, HDFS, or the fake of the tests. Called for several objects at once. */
export interface ObjectStore {
  /**
   * Stores the object whole or not at all, over one of the same name.
   *
   * @throws RetriableError when the same may succeed later; ConnectError when not.
   */
  write(object: StoredObject): Promise<void>;
  readonly pieces: PieceStore;
  exists(key: string): Promise<boolean>;
  /**
   * Makes an object of pieces by the store's own means, without reading them; may use them up. Absent, or `false`: they are read,
   * joined and written.
   *
   * @throws MissingPieceError
   */
  join?(object: ObjectDescription, pieces: readonly Piece[]): Promise<boolean>;
  /**
   * The offset behind the last record of a partition that is in a finished file, by the files' names; `null` where there is none.
   * Present where that counts for more than Kafka's offsets.
   */
  recover?(partition: TopicPartition): Promise<number | null>;
  close(): void;
}
