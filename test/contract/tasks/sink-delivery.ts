import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { SinkTask } from '../../../lib/connect/sink-task.ts';

const TOPIC = 'contract';
const PARTITIONS = 2;

/** What a record holds; the rest is where it was consumed. */
export type RecordContent = Partial<Pick<SinkRecord, 'keySchema' | 'key' | 'valueSchema' | 'value' | 'headers'>>;

/** Records `first`, `first + 1`, … of a topic with two partitions, dealt out in turn. */
export const consumed = (contents: readonly RecordContent[], first = 0): readonly SinkRecord[] =>
  contents.map((content, index) => {
    const number = first + index;
    const [partition, offset] = [number % PARTITIONS, Math.floor(number / PARTITIONS)];
    return {
      topic: TOPIC,
      kafkaPartition: partition,
      kafkaOffset: offset,
      keySchema: null,
      key: null,
      valueSchema: null,
      value: null,
      headers: [],
      timestamp: Date.UTC(2024, 0, 1) + number,
      timestampType: 'CREATE_TIME',
      originalTopic: TOPIC,
      originalKafkaPartition: partition,
      originalKafkaOffset: offset,
      ...content,
    };
  });

/** The offsets that a batch leads to, one for each of its partitions. */
const endsOf = (records: readonly SinkRecord[]) =>
  [...new Map(records.map((record) => [record.kafkaPartition, record])).values()].map((last) => ({
    topic: last.topic,
    partition: last.kafkaPartition,
    offset: last.kafkaOffset + 1,
  }));

/** One batch in the order of the runtime: new partitions, the records, then what makes them durable. */
export const deliver = async (task: SinkTask, records: readonly SinkRecord[], opens = true): Promise<void> => {
  const ends = endsOf(records);
  if (opens) await task.open?.(ends.map(({ topic, partition }) => ({ topic, partition })));
  await task.put(records);
  if (task.preCommit !== undefined) await task.preCommit(ends);
  else await task.flush?.(ends);
};
