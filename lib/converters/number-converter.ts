import { DataError } from '../connect/errors.ts';
import { javaClass } from '../connect/java-class.ts';
import { type PrimitiveType, primitiveSchema } from '../connect/schema.ts';
import { validateValue } from '../connect/validate-value.ts';
import type { ConnectValue } from '../connect/value.ts';
import { definePrimitiveConverter } from './primitive-converter.ts';

interface NumberConverter {
  readonly name: string;
  readonly type: PrimitiveType;
  /** As the original's messages call the type. */
  readonly typeName: string;
  /** As the messages of Kafka's deserializer call it. */
  readonly deserializer: string;
  readonly size: number;
  write(bytes: Buffer, value: number | bigint): void;
  read(bytes: DataView): number | bigint;
}

const isNumber = (value: ConnectValue): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

/**
 * The plugins of a converter between one type of number and its big-endian bytes; follows
 * `org.apache.kafka.connect.converters.NumberConverter`. As there, the schema does not matter, the value does.
 */
export const defineNumberConverter = (spec: NumberConverter) => {
  const schema = primitiveSchema(spec.type, { optional: true });

  const number = (value: ConnectValue): number | bigint => {
    try {
      validateValue(schema, value);
      if (isNumber(value)) return value;
    } catch {
      // Said below in this converter's words.
    }
    throw new DataError(`Failed to serialize to ${spec.typeName} (was class ${javaClass(value)}): `);
  };

  return definePrimitiveConverter({
    name: spec.name,
    documentation: `Writes and reads ${spec.type} values as ${spec.size} big-endian bytes.`,
    schema,
    encode: (_schema, value) => {
      const bytes = Buffer.alloc(spec.size);
      spec.write(bytes, number(value));
      return bytes;
    },
    decode: (bytes) => {
      if (bytes.length !== spec.size)
        throw new DataError(`Failed to deserialize ${spec.typeName}: `, {
          cause: new Error(`Size of data received by ${spec.deserializer} is not ${spec.size}`),
        });
      return spec.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    },
  });
};
