import { ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset, SourcePartition } from '../../../connect/offset.ts';

/** How far an object is read. */
export interface Position {
  /** Its records that are done. */
  readonly recordCount: number;
  /** Whether these are all of them, or the rest is given up; the original does not say, and reads such an object again. */
  readonly eof: boolean;
}

export const START: Position = { recordCount: 0, eof: false };

/** Follows Aiven's `S3OffsetManagerEntry`: a source partition is an object. */
export const partitionOf = (bucket: string, objectKey: string): SourcePartition => ({ bucket, objectKey });

export const positionOffset = ({ recordCount, eof }: Position): SourceOffset =>
  eof ? { recordCount, eof } : { recordCount };

/** @throws ConnectError when the offset is none of this connector. */
export const parsePosition = ({ recordCount, eof = false }: SourceOffset): Position => {
  if (typeof recordCount !== 'number' || !Number.isInteger(recordCount) || recordCount < 0)
    throw new ConnectError("The value for the 'recordCount' key in the offset should be a non-negative integer");
  return { recordCount, eof: eof === true };
};
