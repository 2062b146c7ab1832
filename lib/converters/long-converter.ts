import { defineNumberConverter } from './number-converter.ts';

/** Follows `org.apache.kafka.connect.converters.LongConverter`; what a double holds safely is read as a number. */
export const longConverter = defineNumberConverter({
  name: 'LongConverter',
  type: 'INT64',
  typeName: 'long',
  deserializer: 'LongDeserializer',
  size: 8,
  write: (bytes, value) => bytes.writeBigInt64BE(BigInt(value)),
  read: (bytes) => {
    const value = bytes.getBigInt64(0);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  },
});
