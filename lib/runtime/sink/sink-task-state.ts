import { ConnectError, RetriableError } from '../../connect/errors.ts';
import type { SourceOffset, SourcePartition, TopicPartition } from '../../connect/offset.ts';
import type { PartitionState, SinkTaskState } from '../../connect/sink-task.ts';
import { ConflictError, ItemTooLargeError } from '../../storage/config-backing-store.ts';
import type { OffsetBackingStore, StoredOffset } from '../../storage/offset-backing-store.ts';

/** Tells the states of tasks from the positions that at-most-once sinks keep under the same partitions. */
const MARK = 'sink_state';

const keyOf = ({ topic, partition }: TopicPartition): SourcePartition => ({
  kafka_topic: topic,
  kafka_partition: partition,
  [MARK]: true,
});

const offsetOf = ({ position, text }: PartitionState): SourceOffset => ({ kafka_offset: position, [MARK]: text });

/** Whether a stored offset is the state of a sink task, and no position to be shown. */
export const isSinkState = ({ partition }: Pick<StoredOffset, 'partition'>): boolean => partition[MARK] === true;

const readState = ({ partition: key, offset }: StoredOffset): PartitionState => {
  const { kafka_topic: topic, kafka_partition: partition } = key;
  const { kafka_offset: position, [MARK]: text } = offset;
  if (typeof topic !== 'string' || typeof partition !== 'number' || typeof position !== 'number')
    throw new ConnectError(`The stored state of a sink task is not one: ${JSON.stringify(String(topic))}`);
  return { topic, partition, position, text: String(text ?? '') };
};

/** States of tasks in the offset store; see {@link SinkTaskState}. */
export const createSinkTaskState = (offsets: OffsetBackingStore, connector: string): SinkTaskState => ({
  all: async () => (await offsets.offsets(connector)).filter(isSinkState).map(readState),
  get: async (partitions) => {
    const keys = partitions.map(keyOf);
    const stored = await offsets.get(connector, keys);
    return stored.map((offset, index) => {
      const partition = keys[index];
      return offset === null || partition === undefined ? null : readState({ partition, offset });
    });
  },
  replace: async (from, to) => {
    try {
      await offsets.advance(connector, keyOf(to), from && offsetOf(from), offsetOf(to));
    } catch (error) {
      if (error instanceof ConflictError)
        throw new RetriableError(`Another delivery of ${to.topic}-${to.partition} is under way`, { cause: error });
      if (error instanceof ItemTooLargeError) throw new ConnectError(error.message, { cause: error });
      throw error;
    }
  },
});

/** What altering the offsets of partitions makes of the states of their tasks: `null` begins at the topic's start. */
export const alteredStates = (
  stored: readonly StoredOffset[],
  changes: ReadonlyArray<TopicPartition & { readonly offset: number | null }>,
): readonly StoredOffset[] =>
  stored.filter(isSinkState).flatMap((state) => {
    const { topic, partition } = readState(state);
    const change = changes.find((one) => one.topic === topic && one.partition === partition);
    return change === undefined
      ? []
      : [{ partition: state.partition, offset: { ...state.offset, kafka_offset: change.offset ?? 0 } }];
  });
