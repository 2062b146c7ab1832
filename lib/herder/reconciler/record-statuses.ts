import type { ConnectorStatus, Status, StatusBackingStore, TaskStatus } from '../../storage/status-backing-store.ts';

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

const taskOf = (stored: ConnectorStatus, { task }: TaskStatus): TaskStatus | undefined =>
  stored.tasks.find((one) => one.task === task);

const hasMore = (stored: ConnectorStatus, { tasks }: WantedStatuses): boolean =>
  stored.tasks.some(({ task }) => task >= tasks.length);

const isRecorded = (stored: ConnectorStatus, wanted: WantedStatuses): boolean =>
  same(stored.connector, wanted.connector) &&
  wanted.tasks.every((task) => same(taskOf(stored, task), task)) &&
  !hasMore(stored, wanted);

/**
 * Writes what differs from the statuses seen. They are read again before, so that a failure which a run reported while the
 * reconciler was busy is not painted over.
 */
export const recordStatuses = async (
  statuses: StatusBackingStore,
  seen: ConnectorStatus,
  wanted: WantedStatuses,
): Promise<void> => {
  if (isRecorded(seen, wanted)) return;
  const { name } = seen;
  const stored = await statuses.status(name);
  if (!same(stored.connector, wanted.connector)) await statuses.putConnectorStatus(name, wanted.connector);
  for (const task of wanted.tasks) {
    const current = taskOf(stored, task);
    if (!same(current, task) && !isFailed(current, task.generation)) await statuses.putTaskStatus(name, task);
  }
  if (hasMore(stored, wanted)) await statuses.removeTaskStatuses(name, wanted.tasks.length);
};
