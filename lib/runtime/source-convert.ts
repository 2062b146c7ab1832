import { RetriableError } from '../connect/errors.ts';
import type { SourceRecord } from '../connect/record.ts';
import type { ProducerRecord } from '../kafka/port.ts';
import type { SourceChain } from './source-chain.ts';
import type { SourceErrors } from './source-errors.ts';
import type { OutgoingRecord } from './source-sender.ts';
import { StageError } from './stage.ts';
import type { StageRetries } from './stage-retries.ts';

/**
 * Transforms and converts a batch, without waiting for anything unless a record fails in passing. A run that is told to end
 * meanwhile gets the records before that one; the others are read again by the next run.
 *
 * @throws ConnectError for a record that may not be skipped.
 */
export type SourceConverter = (
  records: readonly SourceRecord[],
  signal: AbortSignal,
) => Promise<readonly OutgoingRecord[]>;

export const createSourceConverter = (options: {
  readonly chain: SourceChain;
  readonly retries: StageRetries;
  readonly errors: SourceErrors;
}): SourceConverter => {
  const { chain, retries, errors } = options;

  const convertFailed = async (
    record: SourceRecord,
    failed: unknown,
    signal: AbortSignal,
  ): Promise<ProducerRecord | null> => {
    try {
      if (!(failed instanceof StageError)) throw failed;
      return await retries.retry(failed, () => chain(record), { giveUpAt: Number.POSITIVE_INFINITY, signal });
    } catch (error) {
      if (!(error instanceof StageError)) throw error;
      return errors.handle(record, error);
    }
  };

  return async (records, signal) => {
    const outgoing: OutgoingRecord[] = [];
    for (const record of records) {
      try {
        outgoing.push({ record, out: chain(record) });
      } catch (failed) {
        try {
          outgoing.push({ record, out: await convertFailed(record, failed, signal) });
        } catch (error) {
          if (error instanceof RetriableError && signal.aborted) return outgoing;
          throw error;
        }
      }
    }
    return outgoing;
  };
};
