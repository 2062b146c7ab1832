import { setTimeout as sleep } from 'node:timers/promises';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { SinkTask } from '../../../lib/connect/sink-task.ts';
import { createSinkTaskState } from '../../../lib/runtime/sink/sink-task-state.ts';
import { taskPlugins } from '../../../lib/standalone/task-plugins.ts';
import { openSqliteStorage } from '../../../lib/storage/sqlite/sqlite-storage.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { numberedRecord } from './numbered-records.ts';

/** What a process is to deliver to a sink. */
export interface Delivery {
  readonly plugin: string;
  readonly config: Readonly<Record<string, string>>;
  readonly topic: string;
  readonly partitions: number;
  readonly recordsPerPartition: number;
  readonly batchSize: number;
  /** Where states of tasks are, and the offsets that Kafka would keep. */
  readonly file: string;
}

const KAFKA = 'offsets of Kafka';

const tryAgain = async (work: () => Promise<void>): Promise<void> => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RetriableError)) throw error;
      await sleep(50);
    }
  }
};

const put = (task: SinkTask, records: readonly SinkRecord[]): Promise<void> =>
  tryAgain(async () => {
    await task.put(records);
    await task.flush?.([]);
  });

/** Delivers every batch twice from the committed offsets on, as a worker does that is killed, and says after each how far it is. */
const deliver = async (delivery: Delivery): Promise<void> => {
  const { topic, partitions, recordsPerPartition, batchSize } = delivery;
  const { offsets } = openSqliteStorage(delivery.file);
  const state = createSinkTaskState(offsets, 'sink');
  const task = await taskPlugins.sinks[delivery.plugin]?.().then(({ start }) =>
    start(delivery.config, { ...sinkContext(delivery.config, null, state), connector: 'sink' }),
  );
  if (task === undefined) throw new Error(`There is no plugin ${delivery.plugin}`);
  const keys = Array.from({ length: partitions }, (_, partition) => ({ partition }));
  let next = (await offsets.get(KAFKA, keys)).map((stored) => Number(stored?.offset ?? 0));
  while (next.some((offset) => offset < recordsPerPartition)) {
    const ends = next.map((offset) => Math.min(recordsPerPartition, offset + Math.ceil(batchSize / partitions)));
    const batch = next.flatMap((from, partition) =>
      Array.from({ length: (ends[partition] ?? from) - from }, (_, index) =>
        numberedRecord(topic, partition, from + index),
      ),
    );
    await put(task, batch);
    await put(task, batch);
    await offsets.alter(
      KAFKA,
      ends.map((offset, partition) => ({ partition: { partition }, offset: { offset } })),
    );
    next = ends;
    process.stdout.write(`${next.reduce((sum, offset) => sum + offset, 0)}\n`);
  }
  await put(task, []);
  await task.stop?.();
};

await deliver(JSON.parse(process.argv[2] ?? ''));
