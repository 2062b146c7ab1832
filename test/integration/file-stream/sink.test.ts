import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { STRING_SCHEMA } from '../../../lib/connect/schema.ts';
import { fileStreamSinkTask } from '../../../lib/connectors/file-stream/sink/task.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'file-stream-'));
});

afterEach(() => rm(directory, { recursive: true }));

const record = (value: string | null, kafkaOffset: number): SinkRecord => ({
  topic: 'lines',
  kafkaPartition: 0,
  kafkaOffset,
  keySchema: null,
  key: null,
  valueSchema: STRING_SCHEMA,
  value,
  timestamp: 0,
  timestampType: 'CREATE_TIME',
  headers: [],
  originalTopic: 'lines',
  originalKafkaPartition: 0,
  originalKafkaOffset: kafkaOffset,
});

test('appends a line a record, over restarts', async () => {
  const file = join(directory, 'output.txt');
  for (const [first, second] of [
    ['a', 'ü'],
    ['c', null],
  ] as const) {
    const task = await fileStreamSinkTask.start({ file }, sinkContext({}));
    await task.put([]);
    await task.put([record(first, 0), record(second, 1)]);
    await task.stop?.();
  }
  expect(await readFile(file, 'utf8')).toBe('a\nü\nc\nnull\n');
});

test('a file that cannot be opened fails the start', async () => {
  await expect(fileStreamSinkTask.start({ file: join(directory, 'no/such') }, sinkContext({}))).rejects.toThrow(
    /Couldn't find or create file/,
  );
});
