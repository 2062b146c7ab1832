import type { RawConfig } from '../connect/connector.ts';
import type { ConnectorState } from '../storage/config-backing-store.ts';
import type { Lease, StatusBackingStore } from '../storage/status-backing-store.ts';

/** What a run needs to know of the configuration it serves. */
export interface TaskAssignment {
  readonly connectorConfig: RawConfig;
  readonly taskConfig: RawConfig;
  readonly generation: number;
  /** Changes whenever the task must be built anew: with the generation, and with every restart by hand. */
  readonly incarnation: string;
}

/** The task's configuration, or `undefined` when the task shall not run now. */
export const assignmentOf = (state: ConnectorState | undefined, task: number): TaskAssignment | undefined => {
  const taskConfig = state?.tasks?.configs[task];
  if (state?.config === undefined || state.tasks === undefined || taskConfig === undefined) return undefined;
  if (state.targetState !== 'STARTED') return undefined;
  const { generation, restarts } = state.tasks;
  return {
    // A configuration written into the table by hand need not repeat its name.
    connectorConfig: { ...state.config, name: state.name },
    taskConfig,
    generation,
    incarnation: `${generation}.${restarts[task] ?? 0}`,
  };
};

/** `<worker id>#<generation>.<run>`: tells whose run holds a lease, and on which configuration. */
export const leaseOwner = (workerId: string, generation: number, runId: string): string =>
  `${workerId}#${generation}.${runId}`;

export const generationOf = (lease: Lease): number => Number(/#(\d+)\./.exec(lease.owner)?.[1] ?? Number.NaN);

/**
 * Whether a run on another generation still holds a lease of this connector. A new generation may split the work
 * differently, so its tasks wait until those of the old one are gone: two tasks never read one source partition.
 */
export const otherGenerationRuns = async (
  statuses: StatusBackingStore,
  connector: string,
  generation: number,
  now: number,
): Promise<boolean> =>
  (await statuses.leases(connector)).some((lease) => lease.expiresAt > now && generationOf(lease) !== generation);
