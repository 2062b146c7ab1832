import type { SinkRecord } from '../../connect/record.ts';

export interface ObjectNaming {
  /** Key `topics.dir`. */
  readonly topicsDirectory: string;
  readonly directoryDelimiter: string;
  readonly fileDelimiter: string;
  /** Digits that offsets are padded to. */
  readonly offsetWidth: number;
}

/**
 * `<topics.dir>/<topic>/<encodedPartition>/<topic>+<kafkaPartition>+<offset>` without an extension, for the file that
 * begins with that record; follows Confluent's `TopicPartitionWriter.fileKeyToCommit`.
 */
export const objectName = (naming: ObjectNaming, encodedPartition: string, first: SinkRecord): string => {
  const { topic, kafkaPartition, kafkaOffset } = first;
  const offset = String(kafkaOffset).padStart(naming.offsetWidth, '0');
  const file = [topic, kafkaPartition, offset].join(naming.fileDelimiter);
  const directories = [naming.topicsDirectory, topic, encodedPartition].filter((directory) => directory.trim() !== '');
  return [...directories, file].join(naming.directoryDelimiter);
};
