/**
 * Any name in letters, digits, `-` and `_`, for what AWS lets be called so only: letters, digits and `-` stand for themselves, every
 * other byte of UTF-8 is `_` and two hex digits.
 */
export const escapeName = (name: string): string =>
  [...Buffer.from(name)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[A-Za-z0-9-]/.test(char) ? char : escapeByte(byte);
    })
    .join('');

export const escapeByte = (byte: number): string => `_${byte.toString(16).padStart(2, '0')}`;

/** The name that was escaped. */
export const unescapeName = (escaped: string): string => {
  const bytes = escaped.replace(/_([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};
