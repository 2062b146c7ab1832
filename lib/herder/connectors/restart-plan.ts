import type { ConnectorStateInfo, ShownStatus } from '../entities.ts';
import type { RestartRequest } from '../herder.ts';

/** What a restart would do, before it is done; follows `org.apache.kafka.connect.runtime.RestartPlan` (KIP-745). */
export interface RestartPlan {
  readonly restartConnector: boolean;
  /** Numbers of the tasks to restart. */
  readonly restartTasks: readonly number[];
  /** The connector as it will show: RESTARTING where something restarts. */
  readonly stateInfo: ConnectorStateInfo;
}

/** With `onlyFailed`, what runs is left alone; without `includeTasks`, all tasks are. */
export const restartPlan = (current: ConnectorStateInfo, { includeTasks, onlyFailed }: RestartRequest): RestartPlan => {
  const isDue = ({ state }: ShownStatus): boolean => !onlyFailed || state === 'FAILED';
  const restarting = <S extends ShownStatus>(status: S, due: boolean): S =>
    due ? { ...status, state: 'RESTARTING' } : status;
  const restartConnector = isDue(current.connector);
  const due = includeTasks ? current.tasks.filter(isDue) : [];
  return {
    restartConnector,
    restartTasks: due.map(({ task }) => task),
    stateInfo: {
      ...current,
      connector: restarting(current.connector, restartConnector),
      tasks: current.tasks.map((status) => restarting(status, due.includes(status))),
    },
  };
};
