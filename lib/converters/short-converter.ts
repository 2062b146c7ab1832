import { defineNumberConverter } from './number-converter.ts';

/** Follows `org.apache.kafka.connect.converters.ShortConverter`. */
export const shortConverter = defineNumberConverter({
  name: 'ShortConverter',
  type: 'INT16',
  typeName: 'short',
  deserializer: 'ShortDeserializer',
  size: 2,
  write: (bytes, value) => bytes.writeInt16BE(Number(value)),
  read: (bytes) => bytes.getInt16(0),
});
