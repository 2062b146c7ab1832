import type { SourceOffset } from '../connect/offset.ts';
import { partitionKey } from './partition-key.ts';

/** Whether two offsets are one position, whatever the order of their keys. */
export const sameOffset = (a: SourceOffset | null, b: SourceOffset | null): boolean =>
  a === null || b === null ? a === b : partitionKey(a) === partitionKey(b);
