import { BOOLEAN_SCHEMA, BYTES_SCHEMA, STRING_SCHEMA } from '../../../../connect/schema.ts';
import { bits } from '../../logical-schemas.ts';
import { bytesOf, type TypeModes, type ValueType } from './value-type.ts';

const ENCODINGS = { base64: 'base64', 'base64-url-safe': 'base64url', hex: 'hex' } as const;

/** Java pads the URL-safe alphabet, Node does not. */
const padded = (text: string): string => text.padEnd(Math.ceil(text.length / 4) * 4, '=');

/** The log leaves out the zeros at the end of BINARY(n). */
const filled = (bytes: Buffer, length: number): Buffer =>
  bytes.length >= length ? bytes : Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);

export const binaryType = (mode: TypeModes['binary.handling.mode'], fixedLength: number): ValueType => {
  const read = (raw: Parameters<ValueType['read']>[0]): Buffer => filled(bytesOf(raw), fixedLength);
  if (mode === 'bytes') return { schema: BYTES_SCHEMA, read };
  const encoding = ENCODINGS[mode];
  const encode: ValueType['read'] = (raw) => read(raw).toString(encoding);
  return {
    schema: STRING_SCHEMA,
    read: mode === 'base64-url-safe' ? (raw) => padded(read(raw).toString(encoding)) : encode,
  };
};

/** The log's and queries' bytes have the highest first; events have the lowest first, and as many as the column. */
export const bitType = (length: number): ValueType => {
  if (length === 1) return { schema: BOOLEAN_SCHEMA, read: (raw) => bytesOf(raw).some((byte) => byte !== 0) };
  const size = Math.ceil(length / 8);
  return {
    schema: bits(length),
    read: (raw) => filled(Buffer.from(bytesOf(raw)).reverse(), size).subarray(0, size),
  };
};
