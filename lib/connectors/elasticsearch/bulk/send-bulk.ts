import { ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';
import type { Operation } from '../documents/operations.ts';
import type { SearchSettings } from '../settings.ts';
import type { Cluster } from '../transport/cluster.ts';
import { errorOf, explain, failureOf } from '../transport/failures.ts';
import type { Retrying } from '../transport/retries.ts';
import { BULK_PATH, type Outcome, readBulkResponse } from './bulk-response.ts';

/** What is done with an operation that the server does not take; throws when that must fail the task. */
export type Refuse = (operation: Operation, error: DataError) => void;

export interface SendBulkOptions {
  readonly cluster: Cluster;
  readonly retrying: Retrying;
  readonly settings: SearchSettings;
  readonly refuseMalformed: Refuse;
  readonly refuseConflict: Refuse;
  /** For what the server fails at, as often as it is tried. */
  readonly refuseLasting: Refuse;
}

/** An operation that is to be sent again, and why. */
interface TurnedAway {
  readonly operation: Operation;
  readonly outcome: Exclude<Outcome, { readonly kind: 'done' }>;
}

/** The whole request was refused, for its size or for one of its operations. */
const isAboutContent = (status: number): boolean => status === 400 || status === 413;

/**
 * Sends operations in one request, and again those that are turned away, `max.retries` times. Resolves when none is left.
 * @throws RetriableError where the index is gone, ConnectError where the tries are used up
 */
export type SendBulk = (operations: readonly Operation[]) => Promise<void>;

export const createSendBulk = (options: SendBulkOptions): SendBulk => {
  const { cluster, retrying, settings, refuseMalformed, refuseConflict, refuseLasting } = options;

  /** Whether the operation is to be sent again. */
  const settle = (operation: Operation, outcome: Outcome): boolean => {
    switch (outcome.kind) {
      case 'done':
        return false;
      case 'busy':
      case 'passing':
      case 'missing':
        return true;
      case 'malformed':
        refuseMalformed(operation, new DataError(`Indexing failed: ${outcome.reason}`));
        return false;
      case 'version conflict':
        // Writers of other names were there at the same time; no record is lost for it.
        if (settings.isUpsert && !operation.isVersioned) return true;
        refuseConflict(operation, new DataError(`Indexing failed: ${outcome.reason}`));
        return false;
      default:
        throw new ConnectError(`Indexing record failed: ${outcome.reason}`);
    }
  };

  const settleAll = (operations: readonly Operation[], outcomes: readonly Outcome[]): readonly TurnedAway[] =>
    operations.flatMap((operation, index) => {
      const outcome = outcomes[index] ?? { kind: 'failed', reason: 'no answer' };
      return settle(operation, outcome) && outcome.kind !== 'done' ? { operation, outcome } : [];
    });

  /** A request that is refused whole is halved until what is wrong with it stands alone. */
  const halve = async (operations: readonly Operation[], message: string): Promise<readonly TurnedAway[]> => {
    const [first, ...others] = operations;
    if (first === undefined) return [];
    if (others.length === 0) {
      refuseMalformed(first, new DataError(`Indexing failed: ${message}`));
      return [];
    }
    const middle = operations.length >> 1;
    const left = await attempt(operations.slice(0, middle));
    // What is about one document stays in order.
    return [...left, ...(await attempt(operations.slice(middle)))];
  };

  const attempt = async (operations: readonly Operation[]): Promise<readonly TurnedAway[]> => {
    const response = await cluster.send({
      method: 'POST',
      path: BULK_PATH,
      body: operations.map(({ lines }) => lines).join(''),
      contentType: 'application/x-ndjson',
    });
    if (isAboutContent(response.status)) return halve(operations, explain(errorOf(response)));
    if (response.status !== 200) throw failureOf('execute bulk request', response);
    const outcomes = readBulkResponse(response.body);
    return outcomes === null ? [] : settleAll(operations, outcomes);
  };

  const refuseAll = (turnedAway: readonly TurnedAway[]): void => {
    for (const { operation, outcome } of turnedAway)
      refuseLasting(operation, new DataError(`Indexing failed: ${outcome.reason}`));
  };

  return async (operations) => {
    let left = operations;
    let turnedAway: readonly TurnedAway[] = [];
    const isAny = (kind: Outcome['kind']): boolean => turnedAway.some(({ outcome }) => outcome.kind === kind);
    try {
      await retrying('execute bulk request', async () => {
        turnedAway = [];
        turnedAway = await attempt(left);
        left = turnedAway.map(({ operation }) => operation);
        const [first] = turnedAway;
        if (first !== undefined && !isAny('missing'))
          throw new RetriableError(
            `${left.length} of ${operations.length} records were turned away, the first for ${first.outcome.reason}`,
          );
      });
    } catch (error) {
      // What is about the cluster would be so for the next record, too.
      if (left.length === 0 || turnedAway.length === 0 || isAny('busy')) throw error;
      return refuseAll(turnedAway);
    }
    if (isAny('missing')) throw new RetriableError('The index is gone: it is made anew when the batch comes again');
  };
};
