import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ItemTooLargeError } from '../config-backing-store.ts';
import type { Item } from './table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const maxItemBytes = 400 * 1024;

/**
 * The item, if DynamoDB can hold it.
 *
 * @param what what a message calls it: `The configuration of connector a`.
 * @throws ItemTooLargeError otherwise.
 */
export const fitting = (item: Item, what: string): Item => {
  const bytes = mapBytes(item);
  if (bytes <= maxItemBytes) return item;
  throw new ItemTooLargeError(`${what} takes ${bytes} bytes; an item of DynamoDB holds ${maxItemBytes}`);
};

const mapBytes = (map: Item): number =>
  Object.entries(map).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

/** As AWS counts; https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
const valueBytes = ({ S, N, B, M, L }: AttributeValue): number => {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (B !== undefined) return B.byteLength;
  if (M !== undefined) return 3 + Object.keys(M).length + mapBytes(M);
  if (L !== undefined) return 3 + L.reduce((sum, value) => sum + 1 + valueBytes(value), 0);
  return 1;
};
