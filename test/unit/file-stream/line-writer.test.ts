import { expect, test } from 'vitest';
import { createLineWriter } from '../../../lib/connectors/file-stream/sink/line-writer.ts';

const written = async (pieceBytes: number, lines: readonly string[]): Promise<readonly string[]> => {
  const pieces: string[] = [];
  const writer = createLineWriter(pieceBytes, async (piece) => void pieces.push(Buffer.from(piece).toString()));
  for (const line of lines) await writer.add(line);
  await writer.flush();
  return pieces;
};

test('lines are gathered to pieces of at most the size given', async () => {
  expect(await written(12, ['a', 'b', 'c', 'd'])).toEqual(['a\nb\nc\nd\n']);
  expect(await written(12, ['abc', 'def', 'ghi'])).toEqual(['abc\n', 'def\n', 'ghi\n']);
});

test('a line that is larger than a piece is one of its own, in order', async () => {
  const long = 'x'.repeat(100);
  expect(await written(12, ['a', long, 'b'])).toEqual(['a\n', `${long}\n`, 'b\n']);
});

test('text beyond ASCII fits, however many bytes it takes', async () => {
  const lines = ['größe', '日本語', '🎉🎉', '', 'é'.repeat(40)];
  expect((await written(16, lines)).join('')).toBe(lines.map((line) => `${line}\n`).join(''));
});

test('nothing gathered is nothing written', async () => {
  expect(await written(12, [])).toEqual([]);
});
