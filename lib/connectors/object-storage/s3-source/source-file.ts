/** An object to read, with those that belong to it. */
export interface SourceFile {
  readonly key: string;
  readonly topic: string;
  /** `null` where the producer chooses. */
  readonly kafkaPartition: number | null;
  /** Its place among those of its source partition: the Kafka offset it begins with, or its key. */
  readonly place: number | string;
  /** Keys of the objects of its records' keys and headers, where they are to be restored and are there. */
  readonly keysKey: string | null;
  readonly headersKey: string | null;
}

/** Which objects of a folder are to be read, as which files. */
export interface FileNames {
  /** The place of an object that was read before. */
  placeOf(key: string): number | string;
  /** The files of a folder's objects. */
  filesOf(keys: readonly string[]): readonly SourceFile[];
}

const placeOrder = (a: SourceFile['place'], b: SourceFile['place']): number => (a < b ? -1 : Number(a > b));

/** In the order of reading: one topic partition after the other. */
export const fileOrder = (a: SourceFile, b: SourceFile): number =>
  placeOrder(a.topic, b.topic) ||
  placeOrder(a.kafkaPartition ?? -1, b.kafkaPartition ?? -1) ||
  placeOrder(a.place, b.place);
