/** Where a task can be, as REST shows it. */
type TaskPlace = 'RUNNING' | 'PAUSED' | 'FAILED' | 'UNASSIGNED' | 'RESTARTING' | 'STOPPED';

/** Numbers of a connector's tasks by what they do. */
export type ConnectorTaskCounts = Readonly<Record<TaskPlace | 'total', number>>;

export interface WorkerCounts {
  readonly connectors: number;
  readonly tasks: number;
  readonly failedConnectors: number;
  readonly failedTasks: number;
}

/** Starts of tasks since the process began. */
export interface StartupCounts {
  readonly attempts: number;
  readonly failures: number;
}

/** One invocation of a function. */
export interface InvocationState {
  readonly costUsd: number;
  /** Written to Kafka by sources, put by sinks. */
  readonly records: number;
}

/** What has to be known of a connector to count it. */
export interface CountedConnector {
  readonly name: string;
  readonly type: string;
  readonly connector: { readonly state: TaskPlace };
  readonly tasks: ReadonlyArray<{ readonly task: number; readonly state: TaskPlace }>;
}

export const connectorTaskCounts = ({ tasks }: Pick<CountedConnector, 'tasks'>): ConnectorTaskCounts => {
  const counts = { total: tasks.length, RUNNING: 0, PAUSED: 0, FAILED: 0, UNASSIGNED: 0, RESTARTING: 0, STOPPED: 0 };
  for (const { state } of tasks) counts[state] += 1;
  return counts;
};

export const workerCounts = (connectors: readonly CountedConnector[]): WorkerCounts => {
  const tasks = connectors.flatMap((one) => one.tasks);
  return {
    connectors: connectors.length,
    tasks: tasks.length,
    failedConnectors: connectors.filter(({ connector }) => connector.state === 'FAILED').length,
    failedTasks: tasks.filter(({ state }) => state === 'FAILED').length,
  };
};
