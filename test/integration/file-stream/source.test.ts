import { appendFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SourceOffset } from '../../../lib/connect/offset.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { STRING_SCHEMA } from '../../../lib/connect/schema.ts';
import type { SourceTask } from '../../../lib/connect/source-task.ts';
import { fileStreamSourceTask } from '../../../lib/connectors/file-stream/source/task.ts';
import { sourceContext } from './contexts.ts';

let directory: string;
let file: string;
const running: SourceTask[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'file-stream-'));
  file = join(directory, 'input.txt');
});

afterEach(async () => {
  for (const task of running.splice(0)) await task.stop?.();
  await rm(directory, { recursive: true });
});

const start = async (offset: SourceOffset | null = null, more = {}): Promise<SourceTask> => {
  const task = await fileStreamSourceTask.start({ file, topic: 'lines', ...more }, sourceContext(offset));
  running.push(task);
  return task;
};

const { signal } = new AbortController();

const readAll = async (task: SourceTask): Promise<SourceRecord[]> => {
  const records: SourceRecord[] = [];
  for (let batch = await task.poll(signal); batch !== null; batch = await task.poll(signal)) records.push(...batch);
  return records;
};

const values = (records: readonly SourceRecord[] | null) => records?.map(({ value }) => value);

test('a record has the shape of the original', async () => {
  await writeFile(file, 'é\nb\n');
  const [first, second] = await readAll(await start());
  expect(first).toEqual({
    sourcePartition: { filename: file },
    sourceOffset: { position: 3 },
    topic: 'lines',
    kafkaPartition: null,
    keySchema: null,
    key: null,
    valueSchema: STRING_SCHEMA,
    value: 'é',
    timestamp: expect.any(Number),
    headers: [],
  });
  expect(second?.sourcePartition).toBe(first?.sourcePartition);
});

test('resumes exactly from the offset of every record', async () => {
  await writeFile(file, 'one\r\nzwei – ü\n\n\r5 😀\rsix\n');
  const all = await readAll(await start());
  expect(values(all)).toEqual(['one', 'zwei – ü', '', '', '5 😀', 'six']);
  for (const [index, { sourceOffset }] of all.entries()) {
    const rest = await readAll(await start(sourceOffset));
    expect(values(rest)).toEqual(values(all.slice(index + 1)));
    expect(rest.map((record) => record.sourceOffset)).toEqual(
      all.slice(index + 1).map((record) => record.sourceOffset),
    );
  }
});

test('a last line waits for its end', async () => {
  await writeFile(file, 'a\npart');
  const task = await start();
  expect(values(await readAll(task))).toEqual(['a']);
  await appendFile(file, 'ial');
  expect(await task.poll(signal)).toBeNull();
  await appendFile(file, '\r');
  expect(await task.poll(signal)).toBeNull();
  await appendFile(file, '\nb\n');
  expect(values(await task.poll(signal))).toEqual(['partial', 'b']);
});

test('the file may appear later', async () => {
  const task = await start();
  expect(await task.poll(signal)).toBeNull();
  await writeFile(file, 'a\n');
  expect(values(await task.poll(signal))).toEqual(['a']);
});

test('a batch has at most batch.size records', async () => {
  await writeFile(file, 'a\nb\nc\nd\ne\n');
  const task = await start(null, { 'batch.size': '2' });
  expect(values(await task.poll(signal))).toEqual(['a', 'b']);
  expect(values(await task.poll(signal))).toEqual(['c', 'd']);
  expect(values(await task.poll(signal))).toEqual(['e']);
  expect(await task.poll(signal)).toBeNull();
});

test('an aborted poll reads no further', async () => {
  await writeFile(file, 'a\n');
  expect(await (await start()).poll(AbortSignal.abort())).toBeNull();
});

test('a position beyond the end fails', async () => {
  await writeFile(file, 'a\nb\n');
  const task = await start({ position: 4 });
  expect(await task.poll(signal)).toBeNull();
  await truncate(file, 1);
  await expect((await start({ position: 4 })).poll(signal)).rejects.toThrow(/position 4 lies beyond the end/);
});

test('a task without a file, or with a strange offset, does not start', async () => {
  await expect(fileStreamSourceTask.start({ topic: 'lines' }, sourceContext(null))).rejects.toThrow(/standard input/);
  await expect(start({ position: 'x' })).rejects.toThrow('Offset position is the incorrect type');
});

test('reads a large file in bounded time', async () => {
  const line = `${'x'.repeat(99)}\n`;
  await writeFile(file, line.repeat(200_000));
  const task = await start();
  const before = process.cpuUsage();
  let count = 0;
  for (let batch = await task.poll(signal); batch !== null; batch = await task.poll(signal)) count += batch.length;
  const { user, system } = process.cpuUsage(before);
  expect(count).toBe(200_000);
  expect((user + system) / 1e6, 'CPU seconds for 200,000 lines').toBeLessThan(2);
});
