import type { ByteWriter } from './byte-writer.ts';
import { TYPE } from './type-codes.ts';

/** A text as a data object, with its type code; NULL for `null`. */
export const writeText = (out: ByteWriter, text: string | null): void => {
  if (text === null) {
    out.byte(TYPE.NULL);
    return;
  }
  out.byte(TYPE.STRING);
  out.text(text);
};
