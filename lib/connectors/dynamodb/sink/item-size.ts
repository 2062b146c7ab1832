import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** What DynamoDB takes: names and values, in bytes. */
export const MAX_ITEM_BYTES = 400 * 1024;

/** About half a byte for each digit, and one for the sign. */
const numberBytes = (text: string): number => Math.ceil(text.replace(/^[-0.]+|E.*$/g, '').length / 2) + 2;

const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return value.B.byteLength;
  if (value.L !== undefined) return value.L.reduce((sum, one) => sum + 1 + valueBytes(one), 3);
  return value.M === undefined ? 1 : 3 + itemBytes(value.M, 1);
};

/** The size of an item as DynamoDB counts it; an estimate for numbers only. */
export const itemBytes = (item: Readonly<Record<string, AttributeValue>>, overhead = 0): number => {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) bytes += Buffer.byteLength(name) + valueBytes(value) + overhead;
  return bytes;
};
