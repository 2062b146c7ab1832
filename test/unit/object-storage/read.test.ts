import { expect, test } from 'vitest';
import { createByteReader } from '../../../lib/connectors/object-storage/read/byte-reader.ts';
import { createCursor } from '../../../lib/connectors/object-storage/read/cursor.ts';
import { splitBytes } from '../../../lib/connectors/object-storage/read/split-bytes.ts';

async function* chunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < text.length; start += size) yield Buffer.from(text.slice(start, start + size));
}

test.each([1, 2, 3, 100])('parts are the same however the stream is cut: %i bytes', async (size) => {
  const parts: string[] = [];
  for await (const some of splitBytes(chunks('a||||bc|d||e', size), Buffer.from('||'))) parts.push(...some.map(String));
  expect(parts).toEqual(['a', '', 'bc|d', 'e']);
});

test('a cursor knows that the last item was taken', async () => {
  const cursor = createCursor(
    (async function* () {
      yield [1, 2, 3];
      yield [];
      yield [4];
    })(),
  );
  expect([await cursor.take(2), cursor.isDone()]).toEqual([[1, 2], false]);
  expect([await cursor.take(1), cursor.isDone()]).toEqual([[3], false]);
  expect([await cursor.take(1), cursor.isDone()]).toEqual([[4], true]);
  expect(await cursor.take(5)).toEqual([]);
});

test('what stands before an error is taken before it is thrown', async () => {
  const cursor = createCursor(
    (async function* () {
      yield [1, 2];
      throw new Error('broken');
    })(),
  );
  expect(await cursor.take(1)).toEqual([1]);
  expect([await cursor.take(5), cursor.isDone()]).toEqual([[2], false]);
  await expect(cursor.take(5)).rejects.toThrow('broken');
});

test('numbers of Avro, and an end too early', async () => {
  const reader = createByteReader(
    (async function* () {
      yield Uint8Array.of(0x80);
      yield Uint8Array.of(0x01, 0x01, 7);
    })(),
  );
  expect([await reader.readLong(), await reader.readLong()]).toEqual([64, -1]);
  expect(await reader.isAtEnd()).toBe(false);
  await expect(reader.read(2)).rejects.toThrow('The file ends within a block');
});
