import { describe, expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import { NotReadyError } from '../../../lib/connect/not-ready.ts';
import { forEachWhenReady, untilReady } from '../../../lib/runtime/when-ready.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };
const clock = { now: () => 0, sleep: async () => undefined };

/** Work that needs each of these items prepared once. */
const needing = (unready: Set<number>, prepare: (item: number) => Promise<void> = async () => undefined) => {
  const done: number[] = [];
  const work = (item: number): void => {
    if (unready.has(item))
      throw new NotReadyError(async () => {
        await prepare(item);
        unready.delete(item);
      });
    done.push(item);
  };
  return { done, work };
};

describe('forEachWhenReady', () => {
  test('does nothing but the work where everything is ready: no item waits', async () => {
    const { done, work } = needing(new Set());
    const finished = forEachWhenReady([1, 2, 3], work);
    expect(done).toEqual([1, 2, 3]);
    await finished;
  });

  test('waits for a converter and takes the same item again, in order, each once', async () => {
    const { done, work } = needing(new Set([2, 4]));
    await forEachWhenReady([1, 2, 3, 4], work);
    expect(done).toEqual([1, 2, 3, 4]);
  });

  test('passes on what the work or the wait throws', async () => {
    const failing = needing(new Set([2]), async () => {
      throw new RetriableError('down');
    });
    await expect(forEachWhenReady([1, 2], failing.work)).rejects.toThrow(RetriableError);
    await expect(
      forEachWhenReady([1], () => {
        throw new TypeError('bug');
      }),
    ).rejects.toThrow(TypeError);
  });
});

describe('untilReady', () => {
  test('asks again until the registry answers', async () => {
    let attempts = 0;
    const { done, work } = needing(new Set([1]), async () => {
      attempts += 1;
      if (attempts < 3) throw new RetriableError('down');
    });
    await forEachWhenReady([1, 2], work, untilReady({ clock, log }, new AbortController().signal));
    expect({ attempts, done }).toEqual({ attempts: 3, done: [1, 2] });
  });

  test('a run that ends keeps what was converted before the wait', async () => {
    const ended = new AbortController();
    const { done, work } = needing(new Set([2]), async () => {
      ended.abort();
      throw new RetriableError('down');
    });
    await forEachWhenReady([1, 2, 3], work, untilReady({ clock, log }, ended.signal));
    expect(done).toEqual([1]);
  });
});
