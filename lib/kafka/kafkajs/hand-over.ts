import { asError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { ConsumerOptions, ConsumerRecord } from '../port.ts';
import type { AssignedPartition, Assignment } from './assignment.ts';
import type { Backoff } from './backoff.ts';
import type { WakeUp } from './wake-up.ts';

/**
 * Gives fetched records to the consumer's owner and keeps the partition busy until it is done with them. Records that it
 * throws at are fetched again after a pause.
 */
export const createHandOver =
  (options: {
    readonly onBatch: ConsumerOptions['onBatch'];
    readonly topic: string;
    readonly assignment: Assignment;
    readonly wakeUp: WakeUp;
    readonly createBackoff: () => Backoff;
    readonly signal: AbortSignal;
    readonly log: Logger;
  }): ((assigned: AssignedPartition, records: readonly ConsumerRecord[]) => Promise<void>) =>
  async (assigned, records) => {
    const { topic, assignment, wakeUp, signal, log } = options;
    const { partition, seeks } = assigned;
    assigned.busy = true;
    try {
      await options.onBatch({ topic, partition, records, isAssigned: () => assignment.get(partition) === assigned });
    } catch (error) {
      log.warn('Records were not taken, fetching them again', { topic, partition, error: asError(error).message });
      if (assigned.seeks === seeks) assigned.position = records[0]?.offset ?? assigned.position;
      await options.createBackoff().pause(signal);
    }
    assigned.busy = false;
    wakeUp.notify();
  };
