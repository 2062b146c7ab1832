/** Codes of Ignite's binary format; https://ignite.apache.org/docs/latest/binary-client-protocol/data-format. */
export const TYPE = {
  BYTE: 1,
  SHORT: 2,
  INT: 3,
  LONG: 4,
  FLOAT: 5,
  DOUBLE: 6,
  CHAR: 7,
  BOOLEAN: 8,
  STRING: 9,
  UUID: 10,
  DATE: 11,
  BYTE_ARRAY: 12,
  COLLECTION: 24,
  MAP: 25,
  DECIMAL: 30,
  TIMESTAMP: 33,
  TIME: 36,
  NULL: 101,
  OBJECT: 103,
  /** A class of Java that the binary format has no code for. */
  OPTIMIZED: 254,
} as const;

export type TypeCode = (typeof TYPE)[keyof typeof TYPE];
