import type { TopicPartitionOffset } from '../../connect/offset.ts';
import type { SourceRecord } from '../../connect/record.ts';
import type { ProducerRecord } from '../../kafka/port.ts';
import type { RecordEnd } from '../exactly-once/transaction-boundary.ts';

/** A polled record with what goes to Kafka for it; `null` when it was dropped on the way. */
export interface OutgoingRecord {
  readonly record: SourceRecord;
  readonly out: ProducerRecord | null;
  /** What ends with it; exactly-once tasks only. */
  readonly end?: RecordEnd;
}

/** Where records are in Kafka, in the order sent; `null` for what was dropped. */
export type Positions = ReadonlyArray<TopicPartitionOffset | null>;

export const polledRecords = (batch: readonly OutgoingRecord[]): readonly SourceRecord[] =>
  batch.map(({ record }) => record);

/** How many of them are in Kafka. */
export const written = (positions: Positions): number =>
  positions.reduce((count, position) => (position === null ? count : count + 1), 0);

/** Sends what of a batch was not dropped. */
export const sendOutgoing = async (
  batch: readonly OutgoingRecord[],
  send: (records: readonly ProducerRecord[]) => Promise<readonly TopicPartitionOffset[]>,
): Promise<Positions> => {
  const outgoing = batch.flatMap(({ out }) => (out === null ? [] : [out]));
  const positions = outgoing.length === 0 ? [] : await send(outgoing);
  if (outgoing.length === batch.length) return positions;
  let next = 0;
  return batch.map(({ out }) => (out === null ? null : (positions[next++] ?? null)));
};
