import type { SourceRecord } from '../../connect/record.ts';
import type { ProducerRecord } from '../../kafka/port.ts';
import { StageError } from '../errors/stage.ts';
import type { MutableTaskErrorCounts } from '../errors/task-error-counts.ts';
import type { Tolerance } from '../errors/tolerance.ts';
import type { SourceDeadLetters } from './source-dead-letters.ts';
import { sourceRecordText } from './source-record-text.ts';

const PRODUCER = 'org.apache.kafka.clients.producer.KafkaProducer';

/** What becomes of a source's failed records. */
export interface SourceErrors {
  /**
   * A record could not be transformed or converted.
   *
   * @returns what goes to Kafka in its place, if anything does.
   * @throws ConnectError when it may not be skipped.
   */
  handle(record: SourceRecord, error: StageError): ProducerRecord | null;
  /** Kafka refuses what was to go there for a record; as {@link handle}. A dead letter that is refused fails the task. */
  refused(record: SourceRecord, out: ProducerRecord | null, error: Error): ProducerRecord | null;
}

export const createSourceErrors = (options: {
  readonly tolerance: Tolerance;
  readonly deadLetters: SourceDeadLetters | undefined;
  readonly counts: MutableTaskErrorCounts;
}): SourceErrors => {
  const { tolerance, deadLetters, counts } = options;
  const handle = (record: SourceRecord, error: StageError): ProducerRecord | null => {
    tolerance.handle({ error, describe: () => `source record is = ${sourceRecordText(record)}` });
    if (deadLetters === undefined) return null;
    counts['deadletterqueue-produce-requests'] += 1;
    return deadLetters.letter(record, error);
  };
  return {
    handle,
    refused: (record, out, error) => {
      if (out === null || !deadLetters?.isLetter(out))
        return handle(record, new StageError('KAFKA_PRODUCE', PRODUCER, error));
      counts['deadletterqueue-produce-failures'] += 1;
      throw error;
    },
  };
};
