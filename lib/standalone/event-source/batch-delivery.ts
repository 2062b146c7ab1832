import { asError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { ConsumerRecord } from '../../kafka/port.ts';
import type { Clock } from '../../runtime/clock.ts';
import { firstFailure } from './invocation-result.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { EventSourceSettings } from './settings.ts';

/** Records that were given up, and why; follows the record that Lambda sends to an on-failure destination. */
export interface DiscardedBatch {
  readonly condition: 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';
  readonly approximateInvokeCount: number;
  readonly records: readonly ConsumerRecord[];
}

export interface BatchDeliveryOptions {
  readonly settings: EventSourceSettings;
  /** Invokes the function; a throw is the function's failure. */
  invoke(records: readonly ConsumerRecord[]): Promise<unknown>;
  /** Takes what is given up. A throw keeps the records: they are tried again. */
  readonly onFailure?: (discarded: DiscardedBatch) => Promise<void>;
  /** How the last invocation went: `null`, or its failure. */
  onResult(failure: Error | null): void;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/**
 * Invokes the function with records of one partition until they are done with, as Lambda's mapping would.
 *
 * @param onDone is called with the offset after each part that is done with, in order.
 * @param isWanted false ends the delivery: the partition is another's now, or the mapping stops.
 */
export type BatchDelivery = (
  records: readonly ConsumerRecord[],
  onDone: (nextOffset: number) => void,
  isWanted: () => boolean,
  signal: AbortSignal,
) => Promise<void>;

/** What Lambda makes of "always" where there is a failure destination. */
const RETRIES_WITH_DESTINATION = 10;

export const createBatchDelivery = (options: BatchDeliveryOptions): BatchDelivery => {
  const { settings, clock, random, log } = options;
  const condemned = createVerdict(options);

  /** How many records from the front are done with, and whether the function threw. */
  const invoke = async (records: readonly ConsumerRecord[]): Promise<{ done: number; threw: boolean }> => {
    try {
      const answer = await options.invoke(records);
      const done = settings.reportBatchItemFailures ? firstFailure(answer, records) : records.length;
      options.onResult(done < records.length ? new Error('The function reported batch item failures.') : null);
      return { done, threw: false };
    } catch (error) {
      options.onResult(asError(error));
      log.warn('The function failed', { records: records.length, error: asError(error).message });
      return { done: 0, threw: true };
    }
  };

  /** @returns false when the destination does not take them. */
  const discard = async (discarded: DiscardedBatch): Promise<boolean> => {
    const { condition, records } = discarded;
    log.error('Records were given up', { condition, offset: records[0]?.offset, records: records.length });
    try {
      await options.onFailure?.(discarded);
      return true;
    } catch (error) {
      log.error('The failure destination failed', { error: asError(error).message });
      return false;
    }
  };

  const deliver: BatchDelivery = async (records, onDone, isWanted, signal) => {
    let rest = records;
    let failures = 0;
    const advance = (count: number): void => {
      const last = rest[count - 1];
      rest = rest.slice(count);
      if (last !== undefined) onDone(last.offset + 1);
    };
    while (rest.length > 0 && isWanted()) {
      const discarded = condemned(rest, failures);
      if (discarded !== null) {
        if (await discard(discarded)) {
          advance(discarded.records.length);
          continue;
        }
        failures++;
      } else {
        const { done, threw } = await invoke(rest);
        advance(done);
        if (rest.length === 0) return;
        if (threw && settings.bisectBatchOnFunctionError && rest.length > 1) {
          const middle = Math.ceil(rest.length / 2);
          await clock.sleep(retryDelayMs(1, random), signal);
          await deliver(rest.slice(0, middle), onDone, isWanted, signal);
          return deliver(rest.slice(middle), onDone, isWanted, signal);
        }
        failures = done > 0 ? 1 : failures + 1;
      }
      if (isWanted()) await clock.sleep(retryDelayMs(failures, random), signal);
    }
  };
  return deliver;
};

/** Which records from the front are to be given up, after that many failures in a row. */
const createVerdict = ({ settings, onFailure, clock }: BatchDeliveryOptions) => {
  const { maximumRetryAttempts = -1, maximumRecordAgeSeconds = -1 } = settings;
  const always = onFailure === undefined ? Infinity : RETRIES_WITH_DESTINATION;
  const retryLimit = maximumRetryAttempts < 0 ? always : maximumRetryAttempts;
  const maxAgeMs = maximumRecordAgeSeconds < 0 ? Infinity : maximumRecordAgeSeconds * 1_000;
  return (records: readonly ConsumerRecord[], failures: number): DiscardedBatch | null => {
    const oldest = clock.now() - maxAgeMs;
    const fresh = records.findIndex(({ timestamp }) => timestamp >= oldest);
    const old = fresh < 0 ? records : records.slice(0, fresh);
    if (old.length > 0)
      return { condition: 'MaximumRecordAgeExceeded', approximateInvokeCount: failures, records: old };
    return failures > retryLimit
      ? { condition: 'RetryAttemptsExhausted', approximateInvokeCount: failures, records }
      : null;
  };
};
