import { defineNumberConverter } from './number-converter.ts';

/** Follows `org.apache.kafka.connect.converters.FloatConverter`. */
export const floatConverter = defineNumberConverter({
  name: 'FloatConverter',
  type: 'FLOAT32',
  typeName: 'float',
  deserializer: 'Deserializer',
  size: 4,
  write: (bytes, value) => bytes.writeFloatBE(Number(value)),
  read: (bytes) => bytes.getFloat32(0),
});
