import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineBuffer } from '../../../lib/connectors/file-stream/source/line-buffer.ts';

const linesOf = (bytes: Buffer, chunkBytes: number, reads: readonly number[]) => {
  const buffer = createLineBuffer(chunkBytes);
  const found: { line: string; consumed: number }[] = [];
  for (let position = 0, turn = 0; position < bytes.length; turn++) {
    const space = buffer.space();
    const size = Math.min(space.length, bytes.length - position, reads[turn % reads.length] ?? 1);
    space.set(bytes.subarray(position, position + size));
    buffer.filled(size);
    position += size;
    for (let line = buffer.nextLine(); line !== null; line = buffer.nextLine())
      found.push({ line, consumed: buffer.consumed() });
  }
  return found;
};

const expected = (text: string) => {
  const found: { line: string; consumed: number }[] = [];
  for (const match of text.matchAll(/([^\r\n]*)(\r\n|\n|\r(?!$))/gu))
    found.push({
      line: match[1] ?? '',
      consumed: Buffer.byteLength(text.slice(0, match.index + match[0].length)),
    });
  return found;
};

const piece = fc.oneof(fc.constantFrom('\n', '\r', '\r\n', 'ä', '😀', ''), fc.string({ maxLength: 12 }));

test('cuts at \\n, \\r and \\r\\n wherever chunks end, counting bytes', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
      (text, chunkBytes, reads) => {
        expect(linesOf(Buffer.from(text), chunkBytes, reads)).toEqual(expected(text));
      },
    ),
    { numRuns: 500 },
  );
});

test('a line longer than the buffer makes it grow', () => {
  const long = 'x'.repeat(1000);
  expect(linesOf(Buffer.from(`${long}\nshort\n`), 16, [16])).toEqual([
    { line: long, consumed: 1001 },
    { line: 'short', consumed: 1007 },
  ]);
});
