import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32c } from '../../../lib/kafka/record-batch/crc32c.ts';

/** Bit by bit, as RFC 3720 defines it. */
const slowly = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0x82f63b78;
  }
  return ~crc >>> 0;
};

// https://datatracker.ietf.org/doc/html/rfc3720#appendix-B.4
test.each([
  ['32 zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ['32 that go up', Uint8Array.from({ length: 32 }, (_, at) => at), 0x46dd794e],
  ['nothing', new Uint8Array(0), 0],
])('the checksum of %s is as published', (_, bytes, checksum) => {
  expect(crc32c(bytes)).toBe(checksum);
});

test('bytes of any number, anywhere in a buffer, have the checksum that the definition gives', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(20), (bytes, start) => {
    const part = bytes.subarray(Math.min(start, bytes.length));
    expect(crc32c(part)).toBe(slowly(part));
  });
  fc.assert(property);
});
