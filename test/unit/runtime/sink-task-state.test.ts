import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import { alteredStates, createSinkTaskState, isSinkState } from '../../../lib/runtime/sink/sink-task-state.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { openSqliteStorage } from '../../../lib/storage/sqlite/sqlite-storage.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sink-state-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const state = (partition: number, position: number, text: string) => ({ topic: 'a-b', partition, position, text });

describe.each([
  ['memory', () => createMemoryStorage()],
  ['SQLite', () => openSqliteStorage(join(directory, 'state.db'))],
])('states of sink tasks in %s', (_name, open) => {
  test('are replaced by whoever knows the one before', async () => {
    const { offsets, close } = open();
    const states = createSinkTaskState(offsets, 'files');
    const [zero, one] = [state(0, 5, '{"a":1}'), state(1, 7, 'two')];
    expect(await states.get([zero, one])).toEqual([null, null]);
    await states.replace(null, zero);
    await states.replace(null, one);
    await expect(states.replace(null, zero)).rejects.toBeInstanceOf(RetriableError);
    await states.replace(zero, { ...zero, position: 6 });
    await expect(states.replace(zero, { ...zero, text: 'late' })).rejects.toBeInstanceOf(RetriableError);
    expect(await states.get([one, zero])).toEqual([one, { ...zero, position: 6 }]);
    expect(await states.all()).toHaveLength(2);
    expect(await createSinkTaskState(offsets, 'others').all()).toEqual([]);
    await close();
  });

  test('stand beside positions, and altering offsets moves them alone', async () => {
    const { offsets, close } = open();
    const states = createSinkTaskState(offsets, 'altered');
    const position = { kafka_topic: 'a-b', kafka_partition: 0 };
    await offsets.advance('altered', position, null, { kafka_offset: 3 });
    await states.replace(null, state(0, 5, 'text'));
    await states.replace(null, state(1, 5, 'text'));
    const stored = await offsets.offsets('altered');
    expect(stored.filter((one) => !isSinkState(one)).map(({ partition }) => partition)).toEqual([position]);
    await offsets.alter('altered', alteredStates(stored, [{ topic: 'a-b', partition: 1, offset: null }]));
    expect(await states.get([state(0, 0, ''), state(1, 0, '')])).toEqual([state(0, 5, 'text'), state(1, 0, 'text')]);
    await close();
  });
});
