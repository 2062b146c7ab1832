/** A double holds every integer of fewer digits exactly. */
const DIGITS = 16;

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** How many bytes on from there, in that direction, are digits. */
const run = (bytes: Uint8Array, from: number, step: 1 | -1): number => {
  let length = 0;
  while (length < DIGITS && isDigit(bytes[from + step * length])) length++;
  return length;
};

/**
 * Whether the text has 16 digits in a row, and so perhaps an integer that `JSON.parse` would round. Such a run covers one
 * of any 16 positions in a row, so every 16th byte tells: a scan costs a small part of parsing.
 */
export const hasLongDigits = (bytes: Uint8Array): boolean => {
  for (let index = DIGITS - 1; index < bytes.length; index += DIGITS) {
    if (isDigit(bytes[index]) && run(bytes, index, -1) + run(bytes, index, 1) > DIGITS) return true;
  }
  return false;
};
