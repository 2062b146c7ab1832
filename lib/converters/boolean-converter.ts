import { DataError } from '../connect/errors.ts';
import { javaClass } from '../connect/java-class.ts';
import { OPTIONAL_BOOLEAN_SCHEMA } from '../connect/schema.ts';
import { definePrimitiveConverter } from './primitive-converter.ts';

const failed = (reason: string): DataError =>
  new DataError('Failed to deserialize boolean: ', { cause: new Error(reason) });

/** One byte, 0 or 1; follows `org.apache.kafka.connect.converters.BooleanConverter`. */
export const booleanConverter = definePrimitiveConverter({
  name: 'BooleanConverter',
  documentation: 'Writes and reads booleans as one byte, 0 or 1.',
  schema: OPTIONAL_BOOLEAN_SCHEMA,
  encode: (schema, value) => {
    if (schema !== null && schema.type !== 'BOOLEAN')
      throw new DataError(`Invalid schema type for BooleanConverter: ${schema.type}`);
    if (typeof value !== 'boolean')
      throw new DataError(`BooleanConverter is not compatible with objects of type class ${javaClass(value)}`);
    return Buffer.of(value ? 1 : 0);
  },
  decode: (bytes) => {
    if (bytes.length !== 1) throw failed('Size of data received by BooleanDeserializer is not 1');
    if (bytes[0] !== 0 && bytes[0] !== 1) throw failed(`Unexpected byte received by BooleanDeserializer: ${bytes[0]}`);
    return bytes[0] === 1;
  },
});
