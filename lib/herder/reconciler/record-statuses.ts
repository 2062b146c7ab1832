import type { Status, StatusBackingStore, TaskStatus } from '../../storage/status-backing-store.ts';

/** What the statuses of a connector shall be. */
export interface WantedStatuses {
  readonly connector: Status;
  readonly tasks: readonly TaskStatus[];
}

/** A task that FAILED on this configuration stays so until it is restarted: only a run knows what went wrong. */
export const isFailed = (status: Status | undefined, generation: number): status is TaskStatus =>
  status?.state === 'FAILED' && status.generation >= generation;

/** Where it was written does not matter, or two reconcilers would overwrite each other for ever. */
const same = (stored: Status | undefined, wanted: Status): boolean =>
  stored !== undefined &&
  stored.state === wanted.state &&
  stored.generation === wanted.generation &&
  stored.version === wanted.version &&
  stored.trace === wanted.trace;

/** Writes what differs. Reads first, so that a failure reported a moment ago is not painted over, and nothing is written twice. */
export const recordStatuses = async (
  statuses: StatusBackingStore,
  connector: string,
  { connector: wanted, tasks }: WantedStatuses,
): Promise<void> => {
  const stored = await statuses.status(connector);
  if (!same(stored.connector, wanted)) await statuses.putConnectorStatus(connector, wanted);
  for (const task of tasks) {
    const current = stored.tasks.find((one) => one.task === task.task);
    if (!same(current, task) && !isFailed(current, task.generation)) await statuses.putTaskStatus(connector, task);
  }
  const last = stored.tasks.at(-1);
  if (last !== undefined && last.task >= tasks.length) await statuses.removeTaskStatuses(connector, tasks.length);
};
