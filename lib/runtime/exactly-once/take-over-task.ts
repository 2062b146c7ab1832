import type { RawConfig } from '../../connect/connector.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { ClientConfig, KafkaAdmin, TransactionalProducer } from '../../kafka/port.ts';
import type { PendingOffsets } from '../../storage/pending-offsets.ts';
import type { Lease } from '../../storage/status-backing-store.ts';
import type { TaskRuntime } from '../task-runtime.ts';
import { type TransactionControl, transactionControl } from './transaction-control.ts';

/** A task whose earlier runs can do nothing more. */
export interface TakenOverTask {
  readonly producer: TransactionalProducer;
  readonly control: TransactionControl;
  /** The number of the last transaction that Kafka has committed. */
  readonly committed: number;
}

export interface TakeOverOptions {
  readonly runtime: Pick<TaskRuntime, 'storage' | 'kafka' | 'worker'>;
  readonly connectorConfig: RawConfig;
  readonly lease: Lease;
  /** Settings of the producer besides those of the worker and the connector. */
  readonly clientSettings?: ClientConfig;
  /** What to do with offsets when Kafka no longer knows what became of their transaction. @default FAIL */
  readonly undecided?: 'FAIL' | 'DISCARD';
  admin(): Promise<KafkaAdmin>;
}

/**
 * Fences off the earlier runs of a task, and settles what the last of them left pending, as Kafka has decided: offsets of a
 * transaction that was committed are the task's, those of one that was not never happened (KIP-618 has offsets and records in
 * one transaction; here Kafka commits a number with the records, and the offsets are stored under that number before).
 *
 * @throws FencedError when the lease is not the newest; ConnectError when Kafka no longer knows what became of a transaction.
 */
export const takeOverTask = async (options: TakeOverOptions): Promise<TakenOverTask> => {
  const { runtime, connectorConfig, lease } = options;
  const control = transactionControl(runtime.worker.raw, connectorConfig, lease);
  const producer = await runtime.kafka.transactionalProducer({ ...options.clientSettings, ...control.producer });
  try {
    const admin = await options.admin();
    const [committed, pending] = await Promise.all([committedSequence(admin, control), pendingOf(runtime, lease)]);
    if (pending !== undefined) await settle(options, { pending, committed });
    if (committed === undefined) await beginCounting(admin, control);
    return { producer, control, committed: committed ?? 0 };
  } catch (error) {
    await producer.close();
    throw error;
  }
};

const committedSequence = async (
  admin: KafkaAdmin,
  { groupId, topic }: TransactionControl,
): Promise<number | undefined> => (await admin.groupOffsets(groupId, [topic]))[0]?.offset;

const pendingOf = async ({ storage }: TakeOverOptions['runtime'], { connector, task }: Lease) =>
  (await storage.offsets.pendingOffsets(connector)).find((one) => one.task === task);

const settle = (
  { runtime, lease, undecided }: TakeOverOptions,
  { pending, committed }: { readonly pending: PendingOffsets; readonly committed: number | undefined },
): Promise<void> => {
  const isDecided = committed === pending.sequence || committed === pending.sequence - 1;
  if (!isDecided && undecided !== 'DISCARD') throw undecidable(lease, pending, committed);
  return runtime.storage.offsets.replacePending(lease, {
    from: pending,
    committed: committed === pending.sequence,
    to: undefined,
  });
};

/** Without a number to begin with, the lack of one after a first transaction could mean that it failed, or was forgotten. */
const beginCounting = async (admin: KafkaAdmin, { groupId, topic }: TransactionControl): Promise<void> => {
  if ((await admin.partitions(topic)) === undefined)
    await admin.createTopic({ topic, partitions: 1, replicationFactor: -1, configs: {} });
  await admin.alterGroupOffsets(groupId, [{ topic, partition: 0, offset: 0 }]);
};

const undecidable = ({ connector, task }: Lease, { sequence }: PendingOffsets, committed: number | undefined) =>
  new ConnectError(
    `Whether transaction ${sequence} of task ${connector}-${task} was committed is not known: ${
      committed === undefined
        ? 'Kafka has forgotten the numbers of its transactions (offsets.retention.minutes)'
        : `the last one that Kafka knows of is ${committed}`
    }. Look at the last records in the topics (isolation.level=read_committed), stop the connector, and set its offsets ` +
      `to where they end by PATCH /connectors/${connector}/offsets, which discards what is pending`,
  );
