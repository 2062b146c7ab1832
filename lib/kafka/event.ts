import { array, decodeEventRecords, object } from './event-record-decoder.ts';
import { encodeEventRecord } from './event-record-encoder.ts';
import { type KafkaEvent, topicPartitionName } from './event-types.ts';
import type { ConsumerRecord } from './port.ts';

/** The records of one partition in an event, in order. */
export interface EventBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ConsumerRecord[];
}

/**
 * Reads Lambda's Kafka event.
 *
 * @throws ConnectError saying where the event is not as Lambda documents it.
 */
export const decodeKafkaEvent = (event: unknown): readonly EventBatch[] => {
  const { records } = object(event, 'it');
  return Object.entries(object(records, 'records')).flatMap(([name, list]) => {
    const where = `records["${name}"]`;
    const group = decodeEventRecords(array(list, where), where);
    return group === null ? [] : [group];
  });
};

/** Makes the event that Lambda's poller makes of a self-managed cluster's records. */
export const encodeKafkaEvent = (batches: readonly EventBatch[], bootstrapServers: string): KafkaEvent => ({
  eventSource: 'SelfManagedKafka',
  bootstrapServers,
  records: Object.fromEntries(
    batches.map(({ topic, partition, records }) => [
      topicPartitionName(topic, partition),
      records.map(encodeEventRecord),
    ]),
  ),
});
