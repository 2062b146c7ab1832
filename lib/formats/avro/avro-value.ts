/** A value as the codec takes and gives it: plain objects for records, maps and wrapped members of unions. */
export type AvroValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Buffer
  | readonly AvroValue[]
  | { readonly [key: string]: AvroValue };

export const isAvroArray = (value: AvroValue | undefined): value is readonly AvroValue[] => Array.isArray(value);

/** A record, a map or a wrapped member. */
export const isAvroRecord = (value: AvroValue | undefined): value is { readonly [key: string]: AvroValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
