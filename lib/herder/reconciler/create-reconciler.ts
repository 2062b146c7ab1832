import { isDeepStrictEqual } from 'node:util';
import { asError } from '../../connect/errors.ts';
import { markTasksOutdated } from '../../runtime/outdated-tasks.ts';
import type { WorkerConfig } from '../../runtime/worker-config.ts';
import { ConflictError, type ConnectorState } from '../../storage/config-backing-store.ts';
import { exists } from '../connectors/connector-info.ts';
import { herderConfigOf } from '../worker-config.ts';
import { forEachConcurrently } from './for-each-concurrently.ts';
import type { ReconcilerContext } from './reconciler-context.ts';
import { runConnector } from './run-connector.ts';
import { settleIfIdle } from './settle-if-idle.ts';
import { stopConnector } from './stop-connector.ts';
import { createTakeOverOffsets } from './take-over-offsets.ts';
import { tearDown } from './tear-down.ts';

/** Makes come true what is stored. */
export interface Reconciler {
  /**
   * Brings one connector to what is stored of it. May be called twice, late, concurrently and out of order.
   *
   * @throws RetriableError, or the store's error, when it has to be tried again.
   */
  reconcile(connector: string): Promise<void>;
  /** Makes new task configurations in the place of those of that generation, which a task found to be outdated. */
  reconfigure(connector: string, generation: number): Promise<void>;
  /** As {@link Reconciler.reconcile} for all there are, and for what is still set up of those that are no more. */
  reconcileAll(): Promise<void>;
}

export interface ReconcilerOptions extends Omit<ReconcilerContext, 'config' | 'takeOverOffsets'> {
  readonly worker: WorkerConfig;
}

const MAX_PASSES = 10;
const CONCURRENCY = 10;

/** One look at what should be and what is. @returns the state acted upon; `undefined` once nothing is left. */
const pass = async (context: ReconcilerContext, name: string): Promise<ConnectorState | undefined> => {
  const { configs, statuses } = context.storage;
  const [state, status] = await Promise.all([configs.connector(name), statuses.status(name)]);
  if (!exists(state)) return tearDown(context, status, state);
  const run = state.targetState === 'STOPPED' ? stopConnector : runConnector;
  const acted = await run(context, state, status);
  await settleIfIdle(context, state);
  return acted;
};

/** Whether the state is still that, so that what was done of it is not out of date. */
const isCurrent = async (
  { storage }: ReconcilerContext,
  name: string,
  acted: ConnectorState | undefined,
): Promise<boolean> => {
  const state = await storage.configs.connector(name);
  return isDeepStrictEqual(exists(state) ? state : undefined, acted);
};

/**
 * The reconciler of a worker. It compares what should be with what is, whatever the change was that woke it. After acting
 * it looks again: if somebody changed the configuration in between, an older state may just have been deployed over a newer one.
 *
 * @throws ConfigError when the worker's configuration is wrong.
 */
export const createReconciler = ({ worker, ...options }: ReconcilerOptions): Reconciler => {
  const takeOverOffsets = createTakeOverOffsets(options.admin, options.log);
  const context: ReconcilerContext = { ...options, config: herderConfigOf(worker), takeOverOffsets };
  const { storage, deployer, log } = context;

  const settles = async (name: string): Promise<boolean> => {
    try {
      return await isCurrent(context, name, await pass(context, name));
    } catch (error) {
      if (error instanceof ConflictError) return false;
      throw error;
    }
  };

  const reconcile = async (name: string): Promise<void> => {
    for (let passes = 0; passes < MAX_PASSES; passes++) if (await settles(name)) return;
    log.warn(`connector ${name} keeps changing while it is reconciled; its next change or the timer goes on from here`);
  };

  const reconcileAll = async (): Promise<void> => {
    const [states, statuses, deployed] = await Promise.all([
      storage.configs.connectors(),
      storage.statuses.statuses(),
      deployer.deployed(),
    ]);
    const names = new Set([...states, ...statuses].map(({ name }) => name).concat(deployed));
    const errors = await forEachConcurrently(names, CONCURRENCY, async (name) => {
      await reconcile(name).catch((error) => {
        log.error(`connector ${name} could not be reconciled`, { cause: asError(error).message });
        throw error;
      });
    });
    if (errors.length > 0) throw new AggregateError(errors, `${errors.length} connectors could not be reconciled`);
  };

  return {
    reconcile,
    reconfigure: async (name, generation) => {
      await markTasksOutdated(storage.configs, name, generation);
      await reconcile(name);
    },
    reconcileAll,
  };
};
