import { defineNumberConverter } from './number-converter.ts';

/** Follows `org.apache.kafka.connect.converters.DoubleConverter`. */
export const doubleConverter = defineNumberConverter({
  name: 'DoubleConverter',
  type: 'FLOAT64',
  typeName: 'double',
  deserializer: 'Deserializer',
  size: 8,
  write: (bytes, value) => bytes.writeDoubleBE(Number(value)),
  read: (bytes) => bytes.getFloat64(0),
});
