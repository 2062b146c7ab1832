import { ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset } from '../../../connect/offset.ts';

/** How far a source partition is read. */
export interface Position {
  /** Key of the last object. */
  readonly file: string;
  /** Its records that are done. */
  readonly record: number;
  /** Whether these are all of them, or the rest is given up. */
  readonly eof: boolean;
}

export const positionOffset = ({ file, record, eof }: Position): SourceOffset => ({ file, record, eof });

/** @throws ConnectError when the offset is none of this connector. */
export const parsePosition = ({ file, record, eof = false }: SourceOffset): Position => {
  if (typeof file !== 'string') throw new ConnectError("Offset objects should contain the key 'file', a text");
  if (typeof record !== 'number' || !Number.isInteger(record) || record < 0)
    throw new ConnectError("The value for the 'record' key in the offset should be a non-negative integer");
  return { file, record, eof: eof === true };
};
