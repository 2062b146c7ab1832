import type { OffsetValue, SourceOffset, SourcePartition, TopicPartition } from '../../connect/offset.ts';
import type { ConnectorOffsetChange } from '../entities.ts';
import { BadRequestError } from '../errors.ts';

/** A sink's offset to set; `null` forgets it. */
export interface SinkOffsetChange extends TopicPartition {
  readonly offset: number | null;
}

const integer = (value: OffsetValue | undefined): number | undefined =>
  /^[+-]?\d+$/.test(String(value)) ? Number(value) : undefined;

const topicPartition = ({ kafka_topic: topic, kafka_partition: partition }: SourcePartition): TopicPartition => {
  if (topic === undefined || partition === undefined)
    throw new BadRequestError(
      "The partition for a sink connector offset must contain the keys 'kafka_topic' and 'kafka_partition'",
    );
  if (topic === null) throw new BadRequestError('Kafka topic names must be valid strings and may not be null');
  if (partition === null) throw new BadRequestError('Kafka partitions must be valid numbers and may not be null');
  const number = integer(partition);
  if (number === undefined)
    throw new BadRequestError(
      `Failed to parse the following Kafka partition value in the provided offsets: '${partition}'. Partition values for sink connectors need to be integers.`,
    );
  return { topic: String(topic), partition: number };
};

const sinkOffset = (offset: SourceOffset | null): number | null => {
  if (offset === null) return null;
  const { kafka_offset: value } = offset;
  if (value === undefined)
    throw new BadRequestError(
      "The offset for a sink connector should either be null or contain the key 'kafka_offset'",
    );
  if (value === null)
    throw new BadRequestError('Offset values for sink connectors need to be integers and may not be null');
  const number = integer(value);
  if (number === undefined)
    throw new BadRequestError(
      `Failed to parse the following Kafka offset value in the provided offsets: '${value}'. Offset values for sink connectors need to be integers.`,
    );
  if (number < 0) throw new BadRequestError(`Kafka offsets may not be negative, but ${number} was given`);
  return number;
};

/**
 * Reads an offset as REST gives it for a sink; follows `org.apache.kafka.connect.util.SinkUtils.parseSinkConnectorOffsets`.
 *
 * @throws BadRequestError in Kafka Connect's words.
 */
export const sinkOffsetChange = ({ partition, offset }: ConnectorOffsetChange): SinkOffsetChange => ({
  ...topicPartition(partition),
  offset: sinkOffset(offset),
});

/** A position as REST, and the offset store, have it. */
export const sinkPartition = ({ topic, partition }: TopicPartition): SourcePartition => ({
  kafka_partition: partition,
  kafka_topic: topic,
});
