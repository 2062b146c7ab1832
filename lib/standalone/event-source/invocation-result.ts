import { topicPartitionName } from '../../kafka/event-types.ts';
import type { ConsumerRecord } from '../../kafka/port.ts';

/**
 * Where the function wants to go on in a batch of one partition, by what it answered.
 *
 * @returns the index of the first record to deliver again; the number of records when all went well; 0, so all of them,
 * when the answer names a record that was not in the batch, as Lambda has it.
 */
export const firstFailure = (answer: unknown, records: readonly ConsumerRecord[]): number => {
  const failures = property(answer, 'batchItemFailures');
  if (!Array.isArray(failures) || failures.length === 0) return records.length;
  const indexes = failures.map((failure) => indexOf(property(failure, 'itemIdentifier'), records));
  return Math.max(Math.min(...indexes), 0);
};

const indexOf = (identifier: unknown, records: readonly ConsumerRecord[]): number => {
  const partition = property(identifier, 'partition');
  const offset = property(identifier, 'offset');
  return records.findIndex(
    (record) => record.offset === offset && topicPartitionName(record.topic, record.partition) === partition,
  );
};

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
