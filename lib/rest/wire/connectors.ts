import type {
  ConnectorInfo,
  ConnectorStateInfo,
  ShownStatus,
  ShownTaskStatus,
  TaskInfo,
} from '../../herder/entities.ts';

/** A connector as `GET /connectors/{connector}` shows it. */
export const connectorInfoJson = ({ name, config, tasks, type }: ConnectorInfo) => ({
  name,
  config,
  tasks: tasks.map((task) => ({ connector: name, task })),
  type,
});

const statusJson = ({ state, workerId, version, trace }: ShownStatus) => ({
  state,
  worker_id: workerId,
  ...(version === undefined ? {} : { version }),
  ...(trace === undefined ? {} : { trace }),
});

export const taskStatusJson = ({ task, ...status }: ShownTaskStatus) => ({ id: task, ...statusJson(status) });

/** A connector as `GET /connectors/{connector}/status` shows it. */
export const connectorStatusJson = ({ name, connector, tasks, type }: ConnectorStateInfo) => ({
  name,
  connector: statusJson(connector),
  tasks: tasks.map(taskStatusJson),
  type,
});

export const taskInfoJson = (connector: string, { task, config }: TaskInfo) => ({ id: { connector, task }, config });
