import { ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset } from '../../../connect/offset.ts';

/**
 * Where to read on: ask with `offset`, and leave out the first `index` records of the answer. Whatever the mode, each record is
 * such a place, so that a page that was read in part is asked for again and no record of it comes twice.
 */
export interface Place {
  readonly offset: string;
  readonly index: number;
}

export const toOffset = ({ offset, index }: Place): SourceOffset => ({ offset, index });

/** @throws ConnectError where it is no offset of this connector. */
export const placeOf = (stored: SourceOffset): Place => {
  const { offset, index = 0 } = stored;
  if (offset === undefined || offset === null || !Number.isSafeInteger(Number(index)) || Number(index) < 0)
    throw new ConnectError(
      'An offset must have "offset", and may have "index", the records of that page that are read',
    );
  return { offset: String(offset), index: Number(index) };
};
