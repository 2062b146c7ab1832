import { expect, it } from 'vitest';
import type { SourceTaskPlugin } from '../../../../lib/config/define-task.ts';
import type { SourceRecord } from '../../../../lib/connect/record.ts';
import type { TransactionContext } from '../../../../lib/connect/source-task.ts';
import { systemClock } from '../../../../lib/runtime/clock.ts';
import { runSourceTask } from '../../../../lib/runtime/source/source-run.ts';
import { noMeters, type TaskMeters } from '../../../../lib/runtime/task-meters.ts';
import { parseWorkerConfig } from '../../../../lib/runtime/worker-config.ts';
import { createMemoryStorage } from '../../../../lib/storage/memory/memory-storage.ts';
import { COUNTING_PARTITION, countingRecord } from '../counting-source.ts';
import { common, deploy } from '../fixtures.ts';
import { createMemoryKafka, valuesIn } from '../memory-kafka.ts';

type Poll = (transaction: TransactionContext, records: readonly SourceRecord[]) => void;

/** Each poll returns ten records and asks for what `polls` says; then there is nothing more. */
const source = (polls: readonly Poll[]): SourceTaskPlugin => ({
  kind: 'source',
  start: async (_config, { transactionContext, offsetStorageReader }) => {
    const stored = await offsetStorageReader.offset(COUNTING_PARTITION);
    let next = Number(stored?.count ?? 0);
    return {
      poll: async () => {
        const poll = polls[next / 10];
        if (poll === undefined) return null;
        const records = Array.from({ length: 10 }, (_, index) => countingRecord(next + index));
        next += 10;
        if (transactionContext !== null) poll(transactionContext, records);
        return records;
      },
    };
  },
});

const run = async (polls: readonly Poll[]) => {
  const storage = createMemoryStorage();
  const kafka = createMemoryKafka();
  await deploy(storage, 'c', { 'delivery.guarantee': 'exactly_once', 'transaction.boundary': 'connector' });
  const worker = parseWorkerConfig({ ...common.worker.raw, 'group.id': 'w' });
  const sizes: number[] = [];
  const meters: TaskMeters = {
    ...noMeters,
    source: (...task) => ({ ...noMeters.source(...task), transaction: (records) => void sizes.push(records) }),
  };
  const times = { idleTimeoutMs: 0, leaseTtlMs: 60_000, heartbeatMs: 60_000 };
  const outcome = await runSourceTask(
    { ...common, ...times, worker, storage, kafka, meters },
    {
      connector: 'c',
      task: 0,
      plugin: source(polls),
      pluginVersion: '1',
      runId: 'run',
      deadline: systemClock.now() + 60_000,
      signal: new AbortController().signal,
    },
  );
  expect(outcome).toBe('IDLE');
  const offset = (await storage.offsets.get('c', [COUNTING_PARTITION]))[0]?.count;
  return { values: valuesIn(kafka, 'numbers').map(Number), offset, aborted: kafka.transactions.aborted(), sizes };
};

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

it('commits where the connector says so, and leaves out what it says no more about', async () => {
  const { values, offset, sizes } = await run([
    () => {},
    (transaction) => transaction.commitTransaction(),
    (transaction, records) => transaction.commitTransaction(records[3]),
  ]);
  expect(values).toEqual(numbers(0, 24));
  expect(offset).toBe(24);
  expect(sizes).toEqual([20, 4]);
});

it('aborts where the connector says so, and stores the offsets of what it aborted with the next commit', async () => {
  const { values, offset, aborted } = await run([
    (transaction) => transaction.commitTransaction(),
    (transaction) => transaction.abortTransaction(),
    (transaction, records) => {
      transaction.abortTransaction(records[4]);
      transaction.commitTransaction();
    },
  ]);
  expect(values).toEqual([...numbers(0, 10), ...numbers(25, 30)]);
  expect(offset).toBe(30);
  expect(aborted).toBe(2);
});
