import { asError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { ConsumerOptions, ConsumerRecord } from '../port.ts';
import type { AssignedPartition, Assignment } from './assignment.ts';
import type { Backoff } from './backoff.ts';
import type { WakeUp } from './wake-up.ts';

/**
 * Gives fetched records to the consumer's owner, slice by slice, and keeps the partition busy until it is done with them.
 * From those that it throws at on, they are fetched again after a pause.
 *
 * @throws ConnectError when records cannot be decoded.
 */
export const createHandOver = (options: {
  readonly onBatch: ConsumerOptions['onBatch'];
  readonly topic: string;
  readonly assignment: Assignment;
  readonly wakeUp: WakeUp;
  readonly createBackoff: () => Backoff;
  readonly signal: AbortSignal;
  readonly log: Logger;
}): ((assigned: AssignedPartition, slices: Iterable<readonly ConsumerRecord[]>) => Promise<void>) => {
  const { topic, assignment, wakeUp, signal, log } = options;

  /** @returns whether the records were taken. */
  const give = async (assigned: AssignedPartition, records: readonly ConsumerRecord[]): Promise<boolean> => {
    const { partition, seeks } = assigned;
    try {
      await options.onBatch({ topic, partition, records, isAssigned: () => assignment.get(partition) === assigned });
      return true;
    } catch (error) {
      log.warn('Records were not taken, fetching them again', { topic, partition, error: asError(error).message });
      if (assigned.seeks === seeks) assigned.position = records[0]?.offset ?? assigned.position;
      await options.createBackoff().pause(signal);
      return false;
    }
  };

  return async (assigned, slices) => {
    const { partition, seeks } = assigned;
    assigned.busy = true;
    for (const records of slices) {
      if (!(await give(assigned, records))) break;
      if (signal.aborted || assigned.seeks !== seeks || assignment.get(partition) !== assigned) break;
    }
    assigned.busy = false;
    wakeUp.notify();
  };
};
