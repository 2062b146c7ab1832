import { expect, test } from 'vitest';
import { DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { createPrepared } from '../../../lib/converters/schema-registry/prepared.ts';
import { whenReady } from './ready.ts';

const counting = (prepare: (key: number) => Promise<string>, options = {}) => {
  const asked: number[] = [];
  const prepared = createPrepared<number, string>({
    maxEntries: 10,
    ttlMs: -1,
    prepare: (_topic, key) => {
      asked.push(key);
      return prepare(key);
    },
    ...options,
  });
  return {
    asked,
    get: (key: number) => whenReady(() => prepared.get('t', key)),
    now: (key: number) => prepared.get('t', key),
  };
};

test('a value is prepared once, and there at once from then on', async () => {
  const { asked, get, now } = counting(async (key) => `value ${key}`);
  expect(await get(1)).toBe('value 1');
  expect(now(1)).toBe('value 1');
  expect(asked).toEqual([1]);
});

test('what is wrong with a key is remembered: its records do not ask one by one', async () => {
  const { asked, get, now } = counting(async () => {
    throw new DataError('incompatible');
  });
  await expect(get(1)).rejects.toThrow('incompatible');
  expect(() => now(1)).toThrow('incompatible');
  expect(asked).toEqual([1]);
});

test('a registry that does not answer is asked again', async () => {
  let down = true;
  const { asked, get } = counting(async (key) => {
    if (down) throw new RetriableError('down');
    return `value ${key}`;
  });
  await expect(get(1)).rejects.toThrow(RetriableError);
  down = false;
  expect(await get(1)).toBe('value 1');
  expect(asked).toEqual([1, 1]);
});

test('the record that asked gets its value, however short it lasts and however few are kept', async () => {
  const { get } = counting(async (key) => `value ${key}`, { ttlMs: 0, maxEntries: 1 });
  for (const key of [1, 2, 1]) expect(await get(key)).toBe(`value ${key}`);
});
