import type { ByteReader } from './byte-reader.ts';

const DIGITS = 9;
/** How many bytes that many digits take, below nine. */
const BYTES = [0, 1, 1, 2, 2, 3, 3, 4, 4, 4];

interface Group {
  readonly digits: number;
  readonly bytes: number;
}

const groupsOf = (digits: number): { readonly full: readonly Group[]; readonly rest: readonly Group[] } => {
  const rest = digits % DIGITS;
  return {
    full: Array.from({ length: Math.floor(digits / DIGITS) }, () => ({ digits: DIGITS, bytes: 4 })),
    rest: rest === 0 ? [] : [{ digits: rest, bytes: BYTES[rest] ?? 4 }],
  };
};

/**
 * Reads decimals as text with all digits of their scale; follows `bin2decimal`: groups of nine digits, big-endian, the sign in
 * the first bit, which is set for positive ones; negative ones have all bits inverted.
 */
export const decimalReader = (precision: number, scale: number): ((reader: ByteReader) => string) => {
  const whole = groupsOf(precision - scale);
  const fraction = groupsOf(scale);
  const groups = [...whole.rest, ...whole.full, ...fraction.full, ...fraction.rest];
  const size = groups.reduce((sum, { bytes }) => sum + bytes, 0);
  const wholeDigits = precision - scale;
  return (reader) => {
    const bytes = Buffer.from(reader.bytes(size));
    const isNegative = ((bytes[0] ?? 0) & 0x80) === 0;
    bytes[0] = (bytes[0] ?? 0) ^ 0x80;
    if (isNegative) for (let index = 0; index < size; index += 1) bytes[index] = ~(bytes[index] ?? 0) & 0xff;
    let at = 0;
    let digits = '';
    for (const group of groups) {
      digits += String(bytes.readUIntBE(at, group.bytes)).padStart(group.digits, '0');
      at += group.bytes;
    }
    const integer = digits.slice(0, wholeDigits).replace(/^0+(?=\d)/, '') || '0';
    return `${isNegative ? '-' : ''}${integer}${scale > 0 ? `.${digits.slice(wholeDigits)}` : ''}`;
  };
};
