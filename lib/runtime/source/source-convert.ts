import { RetriableError } from '../../connect/errors.ts';
import { NotReadyError } from '../../connect/not-ready.ts';
import type { SourceRecord } from '../../connect/record.ts';
import type { ProducerRecord } from '../../kafka/port.ts';
import { StageError } from '../errors/stage.ts';
import type { StageRetries } from '../errors/stage-retries.ts';
import type { OutgoingRecord } from './outgoing-record.ts';
import type { SourceChain } from './source-chain.ts';
import type { SourceErrors } from './source-errors.ts';
import type { UntilReady } from './until-ready.ts';

/**
 * Transforms and converts a batch, without waiting for anything unless a record fails in passing or a converter is not ready. A run that is told to end
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
  readonly untilReady: UntilReady;
}): SourceConverter => {
  const { chain, retries, errors, untilReady } = options;

  const convertFailed = async (
    record: SourceRecord,
    failed: unknown,
    signal: AbortSignal,
  ): Promise<ProducerRecord | null> => {
    try {
      if (failed instanceof NotReadyError) {
        await untilReady(failed, signal);
        return chain(record);
      }
      if (!(failed instanceof StageError)) throw failed;
      return await retries.retry(failed, () => chain(record), { giveUpAt: Number.POSITIVE_INFINITY, signal });
    } catch (error) {
      // A key may be ready, and its value not; what was waited for may fail.
      if (error instanceof NotReadyError || (error instanceof StageError && failed instanceof NotReadyError))
        return convertFailed(record, error, signal);
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
