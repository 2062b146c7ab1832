import type { Schema } from '../../../connect/schema.ts';
import type { ConnectValue } from '../../../connect/value.ts';

/** The growing content of one file. In two steps, so that a record that goes to several files goes to all or none. */
export interface FileBody {
  /** Encodes a value and holds it. @throws DataError when the format cannot take the value. */
  stage(value: ConnectValue): void;
  /** Adds what was staged last. */
  keep(): void;
  /** The file's bytes; the same values give the same bytes. */
  finish(): Promise<Uint8Array>;
}

/** A file format; stands for `io.confluent.connect.storage.format.Format` and its record writers. */
export interface Format {
  /** With its dot, such as `.json.gz`. */
  readonly extension: string;
  readonly contentType: string;
  /** Whether a value must be a struct: keys and headers are then wrapped in one, as in the original. */
  readonly needsStruct: boolean;
  /** @throws DataError when the format cannot express the schema. */
  open(schema: Schema | null): FileBody;
}

interface BodyParts<Item> {
  readonly encode: (value: ConnectValue) => Item;
  readonly assemble: (items: readonly Item[]) => Uint8Array | Promise<Uint8Array>;
}

export const createBody = <Item>({ encode, assemble }: BodyParts<Item>): FileBody => {
  const items: Item[] = [];
  let staged: Item[] = [];
  return {
    stage: (value) => {
      staged = [encode(value)];
    },
    keep: () => {
      items.push(...staged);
    },
    finish: async () => assemble(items),
  };
};
