/** An object ready to be stored. */
export interface StoredObject {
  readonly key: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  /** Kafka offsets of the first and the last record in it. */
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly recordCount: number;
}

/** Where finished objects go: S3, or the fake of the tests. Called for several objects at once. */
export interface ObjectStore {
  /**
   * Stores the object whole or not at all, over one of the same name.
   *
   * @throws RetriableError when the same may succeed later; ConnectError when not.
   */
  write(object: StoredObject): Promise<void>;
  close(): void;
}
