import { BOOLEAN_SCHEMA, BYTES_SCHEMA, STRING_SCHEMA } from '../../../../connect/schema.ts';
import { bits } from '../../logical-schemas.ts';
import type { TypeSettings, ValueType } from './value-type.ts';

const ENCODINGS = { base64: 'base64', 'base64-url-safe': 'base64url', hex: 'hex' } as const;

const bytesOf = (text: string): Buffer => Buffer.from(text.slice(2), 'hex');

/** Java pads the URL-safe alphabet, Node does not. */
const padded = (text: string): string => text.padEnd(Math.ceil(text.length / 4) * 4, '=');

/** Of a text such as `\x00ff`. */
export const binaryType = (mode: TypeSettings['binary.handling.mode']): ValueType => {
  if (mode === 'bytes') return { schema: BYTES_SCHEMA, read: bytesOf };
  const encoding = ENCODINGS[mode];
  const encode = (text: string): string => bytesOf(text).toString(encoding);
  return { schema: STRING_SCHEMA, read: mode === 'base64-url-safe' ? (text) => padded(encode(text)) : encode };
};

/** A type that is not known, as the bytes of its text. */
export const opaqueType = (mode: TypeSettings['binary.handling.mode']): ValueType => {
  if (mode === 'bytes') return { schema: BYTES_SCHEMA, read: (text) => Buffer.from(text, 'utf8') };
  const { schema, read } = binaryType(mode);
  return { schema, read: (text) => read(`\\x${Buffer.from(text, 'utf8').toString('hex')}`) };
};

/** The last bit is the lowest of the first byte; zeros at the front take no bytes. */
const readBits = (text: string): Uint8Array => {
  const digits = text.slice(Math.max(0, text.indexOf('1')));
  if (!digits.includes('1')) return new Uint8Array(0);
  const groups = digits.padStart(Math.ceil(digits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
  return Uint8Array.from(groups.reverse(), (group) => Number.parseInt(group, 2));
};

export const bitType = (length: number): ValueType =>
  length === 1 ? { schema: BOOLEAN_SCHEMA, read: (text) => text === '1' } : { schema: bits(length), read: readBits };
