import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../../lib/connect/logger.ts';
import type { ConsumerRecord } from '../../../../lib/kafka/port.ts';
import { createBatchDelivery, type DiscardedBatch } from '../../../../lib/standalone/event-source/batch-delivery.ts';
import type { EventSourceSettings } from '../../../../lib/standalone/event-source/settings.ts';
import { records } from './records.ts';

const never = new AbortController().signal;

/** A function that answers what the script says, then that all is well, on a clock that only sleeping moves. */
const createWorld = (
  script: readonly (number | 'throw' | 'ok')[],
  settings: Partial<EventSourceSettings> = {},
  destination?: (discarded: DiscardedBatch) => Promise<void>,
) => {
  const calls: (readonly number[])[] = [];
  const committed: number[] = [];
  const slept: number[] = [];
  let now = 1_000_000;
  const invoke = async (batch: readonly ConsumerRecord[]): Promise<unknown> => {
    const step = script[calls.length] ?? 'ok';
    calls.push(batch.map(({ offset }) => offset));
    if (step === 'throw') throw new Error('out of order');
    if (step === 'ok') return undefined;
    return { batchItemFailures: [{ itemIdentifier: { partition: 't-0', offset: step } }] };
  };
  const deliver = createBatchDelivery({
    settings: {
      batchSize: 10,
      batchingWindowMs: 0,
      startingPosition: 'LATEST',
      reportBatchItemFailures: true,
      ...settings,
    },
    invoke,
    ...(destination !== undefined && { onFailure: destination }),
    onResult: () => {},
    clock: {
      now: () => now,
      sleep: async (ms) => {
        slept.push(ms);
        now += ms;
      },
    },
    random: () => 1,
    log: silentLogger,
  });
  const run = (batch: readonly ConsumerRecord[], isWanted = () => true) =>
    deliver(batch, (offset) => committed.push(offset), isWanted, never);
  return { run, calls, committed, slept };
};

test('a batch that goes well is committed at once', async () => {
  const { run, calls, committed, slept } = createWorld([]);
  await run(records(5, 3));
  expect({ calls, committed, slept }).toEqual({ calls: [[5, 6, 7]], committed: [8], slept: [] });
});

test('a batch item failure brings its record again with all behind it', async () => {
  const { run, calls, committed } = createWorld([6, 7, 7]);
  await run(records(5, 3));
  expect(calls).toEqual([[5, 6, 7], [6, 7], [7], [7]]);
  expect(committed).toEqual([6, 7, 8]);
});

test('a throw brings the whole batch again, after ever longer pauses', async () => {
  const { run, calls, committed, slept } = createWorld(['throw', 'throw', 'throw']);
  await run(records(0, 2));
  expect(calls).toEqual(Array.from({ length: 4 }, () => [0, 1]));
  expect(committed).toEqual([2]);
  expect(slept).toEqual([100, 200, 400]);
});

test('pauses end at half a minute', async () => {
  const { run, slept } = createWorld(Array.from({ length: 20 }, () => 'throw' as const));
  await run(records(0, 1));
  expect(Math.max(...slept)).toBe(30_000);
});

test('progress begins the pauses anew', async () => {
  const { run, slept } = createWorld(['throw', 'throw', 1, 'throw']);
  await run(records(0, 2));
  expect(slept).toEqual([100, 200, 100, 200]);
});

test('an answer about a record that was not in the batch fails all of it', async () => {
  const { run, calls } = createWorld([99, 1]);
  await run(records(0, 2));
  expect(calls).toEqual([[0, 1], [0, 1], [1]]);
});

test('without ReportBatchItemFailures a failure list is success', async () => {
  const { run, calls, committed } = createWorld([0], { reportBatchItemFailures: false });
  await run(records(0, 2));
  expect({ calls, committed }).toEqual({ calls: [[0, 1]], committed: [2] });
});

test('bisecting tells the good from the bad, in order', async () => {
  const { run, calls, committed } = createWorld(['throw', 'ok', 'throw', 'throw', 'ok'], {
    bisectBatchOnFunctionError: true,
  });
  await run(records(0, 4));
  expect(calls).toEqual([[0, 1, 2, 3], [0, 1], [2, 3], [2], [2], [3]]);
  expect(committed).toEqual([2, 3, 4]);
});

describe('giving up', () => {
  const collect = () => {
    const discarded: unknown[] = [];
    const destination = async ({ records: given, ...rest }: DiscardedBatch) => {
      discarded.push({ ...rest, offsets: given.map(({ offset }) => offset) });
    };
    return { discarded, destination };
  };

  test('after the retries, with the records sent to the failure destination', async () => {
    const { discarded, destination } = collect();
    const { run, calls, committed } = createWorld(
      ['throw', 'throw', 'throw'],
      { maximumRetryAttempts: 2 },
      destination,
    );
    await run(records(0, 2));
    expect(calls).toHaveLength(3);
    expect(committed).toEqual([2]);
    expect(discarded).toEqual([{ condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3, offsets: [0, 1] }]);
  });

  test('after ten retries at most where there is a destination', async () => {
    const { discarded, destination } = collect();
    const { run, calls } = createWorld(
      Array.from({ length: 50 }, () => 'throw' as const),
      {},
      destination,
    );
    await run(records(0, 1));
    expect([calls.length, discarded.length]).toEqual([11, 1]);
  });

  test('on records that have become too old, but not on those behind them', async () => {
    const { discarded, destination } = collect();
    const [old] = records(0, 1);
    const fresh = records(1, 1).map((record) => ({ ...record, timestamp: 2_000_000 }));
    const { run, calls } = createWorld(
      Array.from({ length: 10 }, () => 'throw' as const),
      { maximumRecordAgeSeconds: 60 },
      destination,
    );
    await run([...(old === undefined ? [] : [old]), ...fresh]);
    expect(discarded[0]).toMatchObject({ condition: 'MaximumRecordAgeExceeded', offsets: [0] });
    expect(calls.at(-1)).toEqual([1]);
  });

  test('is not done while the destination does not take the records', async () => {
    let refusals = 2;
    const destination = async () => {
      if (refusals-- > 0) throw new Error('no such queue');
    };
    const { run, calls, committed } = createWorld(['throw'], { maximumRetryAttempts: 0 }, destination);
    await run(records(0, 1));
    expect([calls.length, committed, refusals]).toEqual([1, [1], -1]);
  });
});

test('what is not wanted any more is neither invoked nor committed', async () => {
  let wanted = 2;
  const { run, calls, committed } = createWorld(['throw', 'throw']);
  await run(records(0, 1), () => wanted-- > 0);
  expect([calls.length, committed]).toEqual([1, []]);
});
