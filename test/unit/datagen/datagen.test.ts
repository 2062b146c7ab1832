import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { SourceOffset } from '../../../lib/connect/offset.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { validateValue } from '../../../lib/connect/validate-value.ts';
import { datagen } from '../../../lib/connectors/datagen/connector.ts';
import { quickstarts } from '../../../lib/connectors/datagen/quickstarts.ts';
import { datagenTask } from '../../../lib/connectors/datagen/task.ts';

const base = { 'kafka.topic': 'trial', quickstart: 'orders', 'max.interval': '0', iterations: '2500' };

const startTask = (raw: Record<string, string>, offset: SourceOffset | null = null) =>
  datagenTask.start(raw, {
    connector: 'datagen',
    task: 0,
    configs: raw,
    offsetStorageReader: { offset: async () => offset, offsets: async () => [offset] },
    incarnation: '1.0',
    transactionContext: null,
    requestTaskReconfiguration: () => {},
    log: silentLogger,
  });

const { signal } = new AbortController();

const generate = async (raw: Record<string, string>, offset: SourceOffset | null = null): Promise<SourceRecord[]> => {
  const task = await startTask(raw, offset);
  const records: SourceRecord[] = [];
  for (let batch = await task.poll(signal); batch !== null; batch = await task.poll(signal)) records.push(...batch);
  return records;
};

test('makes as many records as asked, then idles', async () => {
  expect(await generate(base)).toHaveLength(2500);
});

test('goes on from any offset with exactly the records that were missing', async () => {
  const all = await generate({ ...base, iterations: '50' });
  for (const [index, { sourceOffset }] of all.entries())
    expect(await generate({ ...base, iterations: '50' }, sourceOffset)).toEqual(all.slice(index + 1));
});

test('another seed or task makes other records', async () => {
  const first = await generate({ ...base, iterations: '5' });
  expect(await generate({ ...base, iterations: '5', 'random.seed': '1' })).not.toEqual(first);
  const [, second] = datagen.taskConfigs({ ...base, iterations: '5' }, 2);
  expect(await generate({ ...second })).not.toEqual(first);
});

test.each(Object.entries(quickstarts))('%s has records of its schema', async (quickstart, { schema, keyField }) => {
  const records = await generate({ ...base, quickstart, iterations: '20' });
  for (const { key, value } of records) {
    validateValue(schema, value);
    expect(key).toBe(value instanceof Struct ? value.get(keyField) : undefined);
  }
});

test('waits between records, and stops waiting when told to', async () => {
  const task = await startTask({ ...base, 'max.interval': '600000' });
  const stopping = new AbortController();
  const polled = task.poll(stopping.signal);
  stopping.abort();
  expect(await polled).toBeNull();
});

describe('validation', () => {
  test('needs a quickstart, and a key field that it has', () => {
    expect(datagen.validate({ 'kafka.topic': 't' })).toMatchObject([{ key: 'quickstart' }]);
    expect(datagen.validate({ ...base, 'schema.keyfield': 'nope' })).toMatchObject([{ key: 'schema.keyfield' }]);
    expect(datagen.validate({ ...base, 'schema.keyfield': 'itemid' })).toEqual([]);
  });

  test('schemas of the user are refused', async () => {
    await expect(startTask({ ...base, 'schema.string': '{}' })).rejects.toThrow(/not supported/);
  });

  test('offsets must be iterations', () => {
    const alter = (offset: SourceOffset | null) =>
      datagen.alterOffsets(base, [{ partition: { 'task.id': 0 }, offset }]);
    expect(alter({ 'current.iteration': 3 })).toBe(true);
    expect(alter(null)).toBe(true);
    expect(() => alter({ position: 3 })).toThrow(/current.iteration/);
  });
});
