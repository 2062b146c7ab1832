import { defineNumberConverter } from './number-converter.ts';

/** Follows `org.apache.kafka.connect.converters.IntegerConverter`. */
export const integerConverter = defineNumberConverter({
  name: 'IntegerConverter',
  type: 'INT32',
  typeName: 'integer',
  deserializer: 'IntegerDeserializer',
  size: 4,
  write: (bytes, value) => bytes.writeInt32BE(Number(value)),
  read: (bytes) => bytes.getInt32(0),
});
