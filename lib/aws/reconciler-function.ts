import * as v from 'valibot';
import { RetriableError } from '../connect/errors.ts';
import type { Logger } from '../connect/logger.ts';
import type { Reconciler } from '../herder/reconciler/create-reconciler.ts';
import { forEachConcurrently } from '../herder/reconciler/for-each-concurrently.ts';
import type { Clock } from '../runtime/clock.ts';
import type { InvocationContext } from '../runtime/invocation.ts';
import { connectorChange } from '../storage/dynamodb/connector-change.ts';

/** Only the keys matter: what was written is read where it is. */
const streamRecord = v.object({
  dynamodb: v.object({
    SequenceNumber: v.string(),
    Keys: v.record(v.string(), v.object({ S: v.optional(v.string()) })),
  }),
});

/** What wakes the reconciler: a table's stream, somebody who asks for one connector, a task that wants other configurations, or the timer. */
const reconcilerEventSchema = v.union([
  v.object({ Records: v.array(streamRecord) }),
  v.object({ connector: v.string(), outdatedGeneration: v.optional(v.number()) }),
  v.object({ all: v.literal(true) }),
]);

export interface StreamResponse {
  readonly batchItemFailures: ReadonlyArray<{ readonly itemIdentifier: string }>;
}

export interface ReconcilerFunctionOptions {
  readonly reconciler: Pick<Reconciler, 'reconcile' | 'reconfigure'>;
  /** Makes a reconciler for one pass over all connectors. */
  forPass(): Pick<Reconciler, 'reconcileAll'>;
  readonly clock: Clock;
  readonly log: Logger;
}

const CONCURRENCY = 10;
/** AWS takes seconds to a minute to create or delete a mapping; until then others of the stream need not wait. */
const PATIENCE_MS = 45_000;
const RESERVE_MS = 5000;
const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 8000;

type StreamEvent = { readonly Records: ReadonlyArray<v.InferOutput<typeof streamRecord>> };

/** The connectors that records are about, each with its first record. */
const connectorsIn = ({ Records }: StreamEvent): ReadonlyMap<string, string> => {
  const first = new Map<string, string>();
  for (const { dynamodb } of Records) {
    const change = connectorChange(dynamodb.Keys);
    if (change !== undefined && !first.has(change.connector)) first.set(change.connector, dynamodb.SequenceNumber);
  }
  return first;
};

/**
 * The handler of the reconciler's function. A batch of a stream is reconciled connector by connector; those that could not be
 * are answered as failures, and come again. See https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export const createReconcilerFunction = ({ reconciler, forPass, clock, log }: ReconcilerFunctionOptions) => {
  const patiently = async (connector: string, giveUpAt: number, outdated?: number): Promise<void> => {
    for (let backoff = FIRST_BACKOFF_MS; ; backoff = Math.min(2 * backoff, MAX_BACKOFF_MS)) {
      try {
        return await (outdated === undefined
          ? reconciler.reconcile(connector)
          : reconciler.reconfigure(connector, outdated));
      } catch (error) {
        if (!(error instanceof RetriableError) || clock.now() + backoff > giveUpAt) throw error;
        log.debug(`connector ${connector} is reconciled again`, { cause: error.message, pauseMs: backoff });
        await clock.sleep(backoff);
      }
    }
  };

  const reconcileStream = async (event: StreamEvent, giveUpAt: number): Promise<StreamResponse> => {
    const failed: string[] = [];
    await forEachConcurrently(connectorsIn(event), CONCURRENCY, async ([connector, sequenceNumber]) => {
      await patiently(connector, giveUpAt).catch((error: unknown) => {
        log.warn(`connector ${connector} could not be reconciled`, { cause: String(error) });
        failed.push(sequenceNumber);
      });
    });
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };

  return async (input: unknown, context: InvocationContext): Promise<StreamResponse> => {
    const event = v.parse(reconcilerEventSchema, input);
    const giveUpAt = clock.now() + Math.min(PATIENCE_MS, context.getRemainingTimeInMillis() - RESERVE_MS);
    if ('Records' in event) return reconcileStream(event, giveUpAt);
    if ('connector' in event) await patiently(event.connector, giveUpAt, event.outdatedGeneration);
    else await forPass().reconcileAll();
    return { batchItemFailures: [] };
  };
};
