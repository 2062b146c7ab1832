import type { Schema } from '../../../connect/schema.ts';
import type { ConnectValue } from '../../../connect/value.ts';

/** Which file a body is about. */
interface FilePlace {
  /** The same whenever the file goes on. */
  readonly name: string;
  /** Whether nothing of it was taken before. */
  readonly isNew: boolean;
}

/** The growing content of one file. In two steps, so that a record that goes to several files goes to all or none. */
export interface FileBody {
  /** Encodes a value and holds it. @throws DataError when the format cannot take the value. */
  stage(value: ConnectValue): void;
  /** Adds what was staged last. */
  keep(): void;
  /** Takes what was added since, as the next piece of the file; the same values give the same bytes. */
  take(): Promise<Uint8Array>;
}

/** How pieces, one after the other, become the file: as they are, or by code of the format. */
export type Assembly = 'CONCATENATION' | 'PARQUET';

/** A file format; stands for `io.confluent.connect.storage.format.Format` and its record writers. */
export interface Format {
  /** With its dot, such as `.json.gz`. */
  readonly extension: string;
  readonly contentType: string;
  /** Whether a value must be a struct: keys and headers are then wrapped in one, as in the original. */
  readonly needsStruct: boolean;
  readonly assembly: Assembly;
  /** What stands behind the last piece of a file. */
  readonly tail?: Uint8Array;
  /** @throws DataError when the format cannot express the schema. */
  open(schema: Schema | null, place: FilePlace): FileBody;
}

interface BodyParts<Item> {
  readonly place: FilePlace;
  readonly encode: (value: ConnectValue) => Item;
  readonly assemble: (items: readonly Item[], isFirst: boolean) => Uint8Array | Promise<Uint8Array>;
}

export const createBody = <Item>({ place, encode, assemble }: BodyParts<Item>): FileBody => {
  let items: Item[] = [];
  let staged: Item[] = [];
  let isFirst = place.isNew;
  return {
    stage: (value) => {
      staged = [encode(value)];
    },
    keep: () => {
      items.push(...staged);
    },
    take: async () => {
      const taken = items;
      const begins = isFirst;
      items = [];
      isFirst = false;
      return assemble(taken, begins);
    },
  };
};
