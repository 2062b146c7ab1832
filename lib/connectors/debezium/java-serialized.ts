const STREAM_HEADER = [0xac, 0xed, 0x00, 0x05];
const TC_STRING = 0x74;
const TC_LONGSTRING = 0x7c;

/** "Modified UTF-8": U+0000 takes two bytes, and each half of a surrogate pair three. */
const modifiedUtf8 = (text: string): Buffer => {
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit !== 0 && unit < 0x80) bytes.push(unit);
    else if (unit < 0x800) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f));
    else bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  }
  return Buffer.from(bytes);
};

/** A string as `java.io.ObjectOutputStream` writes it: what the first version of `column.mask.hash` hashes. */
export const javaSerialized = (text: string): Uint8Array => {
  const content = modifiedUtf8(text);
  const isShort = content.length <= 0xffff;
  const head = Buffer.alloc(isShort ? 3 : 9);
  head.writeUInt8(isShort ? TC_STRING : TC_LONGSTRING);
  if (isShort) head.writeUInt16BE(content.length, 1);
  else head.writeBigUInt64BE(BigInt(content.length), 1);
  return Buffer.concat([Buffer.from(STREAM_HEADER), head, content]);
};
