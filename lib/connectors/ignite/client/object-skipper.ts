import { ConnectError } from '../../../connect/errors.ts';
import type { ByteReader } from './byte-reader.ts';
import { TYPE } from './type-codes.ts';

const FIXED: Readonly<Record<number, number>> = {
  [TYPE.BYTE]: 1,
  [TYPE.SHORT]: 2,
  [TYPE.INT]: 4,
  [TYPE.LONG]: 8,
  [TYPE.FLOAT]: 4,
  [TYPE.DOUBLE]: 8,
  [TYPE.CHAR]: 2,
  [TYPE.BOOLEAN]: 1,
  [TYPE.UUID]: 16,
  [TYPE.DATE]: 8,
  [TYPE.TIME]: 8,
  [TYPE.TIMESTAMP]: 12,
  [TYPE.NULL]: 0,
};

/** How many bytes of a value follow its type code. */
const lengthOf = (code: number, answer: ByteReader): number => {
  const fixed = FIXED[code];
  if (fixed !== undefined) return fixed;
  if (code === TYPE.STRING || code === TYPE.BYTE_ARRAY) return answer.int();
  if (code !== TYPE.DECIMAL)
    throw new ConnectError(`Ignite: the default of a column has type ${code}, which is not known here`);
  answer.skip(4);
  return answer.int();
};

/** Passes over a value, such as the default of a column. */
export const skipObject = (answer: ByteReader): void => answer.skip(lengthOf(answer.byte(), answer));
