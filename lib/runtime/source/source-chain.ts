import { NotReadyError } from '../../connect/not-ready.ts';
import type { SourceRecord } from '../../connect/record.ts';
import type { ProducerRecord } from '../../kafka/port.ts';
import { ConverterHeaders, NO_RAW_HEADERS } from '../converter-headers.ts';
import { type Stage, StageError } from '../errors/stage.ts';
import type { TaskConverters } from '../plugins/record-plugins.ts';
import type { TransformationChain } from '../plugins/transformation-chain.ts';

/**
 * Turns a record of a task into one for Kafka, or `null` when a transformation drops it, or it is there for its offset.
 *
 * @throws StageError when it fails; NotReadyError when a converter must be waited for first.
 */
export type SourceChain = (record: SourceRecord) => ProducerRecord | null;

/** Transformations, then header, key and value converter, as `AbstractWorkerSourceTask.convertTransformedRecord`. */
export const createSourceChain = (transform: TransformationChain, converters: TaskConverters): SourceChain => {
  const { key, value, header } = converters;
  const headers = new ConverterHeaders();
  return (original) => {
    if (original.offsetOnly === true) return null;
    const record = transform(original);
    if (record === null) return null;
    const { topic } = record;
    // One try for all three: a failure costs finding out which it was, success costs nothing.
    let stage: Stage = 'HEADER_CONVERTER';
    let className = header.className;
    try {
      headers.set(
        record.headers.length === 0
          ? NO_RAW_HEADERS
          : record.headers.map((one) => ({ key: one.key, value: header.plugin.fromConnectHeader(topic, one) })),
      );
      stage = 'KEY_CONVERTER';
      className = key.className;
      const keyBytes = key.plugin.fromConnectData(topic, record.keySchema, record.key, headers);
      stage = 'VALUE_CONVERTER';
      className = value.className;
      const valueBytes = value.plugin.fromConnectData(topic, record.valueSchema, record.value, headers);
      return {
        topic,
        partition: record.kafkaPartition,
        key: keyBytes,
        value: valueBytes,
        timestamp: record.timestamp,
        headers: headers.all,
      };
    } catch (error) {
      if (error instanceof NotReadyError) throw error;
      throw new StageError(stage, className, error);
    }
  };
};
