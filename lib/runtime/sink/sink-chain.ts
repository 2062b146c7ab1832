import type { RawHeader } from '../../connect/converter.ts';
import { type Headers, NO_HEADERS } from '../../connect/header.ts';
import { NotReadyError } from '../../connect/not-ready.ts';
import type { SinkRecord } from '../../connect/record.ts';
import type { ConsumerRecord } from '../../kafka/port.ts';
import { ConverterHeaders } from '../converter-headers.ts';
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
  const headers = new ConverterHeaders();
  const headersOf = (topic: string, raw: readonly RawHeader[]): Headers =>
    raw.length === 0 ? NO_HEADERS : raw.map((one) => ({ key: one.key, ...header.plugin.toConnectHeader(topic, one) }));
  return (record) => {
    const { topic, partition, offset } = record;
    let stage: Stage = 'KEY_CONVERTER';
    let className = key.className;
    let converted: SinkRecord;
    try {
      headers.set(record.headers);
      const keyData = key.plugin.toConnectData(topic, record.key, headers);
      stage = 'VALUE_CONVERTER';
      className = value.className;
      const valueData = value.plugin.toConnectData(topic, record.value, headers);
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
        headers: headersOf(topic, headers.all),
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
