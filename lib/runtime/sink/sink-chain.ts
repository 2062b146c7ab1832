import { type Headers, NO_HEADERS } from '../../connect/header.ts';
import { NotReadyError } from '../../connect/not-ready.ts';
import type { SinkRecord } from '../../connect/record.ts';
import type { ConsumerRecord } from '../../kafka/port.ts';
import { type Stage, StageError } from '../errors/stage.ts';
import type { TaskConverters } from '../plugins/record-plugins.ts';
import type { TransformationChain } from '../plugins/transformation-chain.ts';

/**
 * Turns a record of Kafka into one for a sink task, or `null` when a transformation drops it.
 *
 * @throws StageError when it fails; NotReadyError when a converter must be waited for first.
 */
export type SinkChain = (record: ConsumerRecord) => SinkRecord | null;

/** Key, value and header converter, then transformations, as `WorkerSinkTask.convertAndTransformRecord`. */
export const createSinkChain = (transform: TransformationChain, converters: TaskConverters): SinkChain => {
  const { key, value, header } = converters;
  const headersOf = (record: ConsumerRecord): Headers =>
    record.headers.length === 0
      ? NO_HEADERS
      : record.headers.map((one) => ({ key: one.key, ...header.plugin.toConnectHeader(record.topic, one) }));
  return (record) => {
    const { topic, partition, offset } = record;
    let stage: Stage = 'KEY_CONVERTER';
    let className = key.className;
    let converted: SinkRecord;
    try {
      const keyData = key.plugin.toConnectData(topic, record.key);
      stage = 'VALUE_CONVERTER';
      className = value.className;
      const valueData = value.plugin.toConnectData(topic, record.value);
      stage = 'HEADER_CONVERTER';
      className = header.className;
      converted = {
        topic,
        kafkaPartition: partition,
        keySchema: keyData.schema,
        key: keyData.value,
        valueSchema: valueData.schema,
        value: valueData.value,
        timestamp: record.timestampType === 'NO_TIMESTAMP_TYPE' ? null : record.timestamp,
        headers: headersOf(record),
        kafkaOffset: offset,
        timestampType: record.timestampType,
        originalTopic: topic,
        originalKafkaPartition: partition,
        originalKafkaOffset: offset,
      };
    } catch (error) {
      if (error instanceof NotReadyError) throw error;
      throw new StageError(stage, className, error);
    }
    return transform(converted);
  };
};
