import { type Reading, readGroup } from './metric.ts';
import { connectorStatusMetrics, connectorTaskCountMetrics, taskStatusMetrics, workerMetrics } from './metrics.ts';
import { type CountedConnector, connectorTaskCounts, workerCounts } from './worker-state.ts';

/** What a worker as a whole, and each of its connectors, is like. */
export const workerReadings = (connectors: readonly CountedConnector[]): readonly Reading[] => [
  ...readGroup(workerMetrics, {}, workerCounts(connectors)),
  ...connectors.flatMap((one) =>
    readGroup(connectorTaskCountMetrics, { connector: one.name }, connectorTaskCounts(one)),
  ),
];

/** The states of connectors and tasks, which Kafka Connect has as attributes of text; here they are labels. */
export const statusReadings = (connectors: readonly CountedConnector[]): readonly Reading[] =>
  connectors.flatMap(({ name, type, connector, tasks }) => [
    ...readGroup(connectorStatusMetrics, { connector: name, type, status: connector.state.toLowerCase() }, undefined),
    ...tasks.flatMap(({ task, state }) =>
      readGroup(taskStatusMetrics, { connector: name, task: String(task), status: state.toLowerCase() }, undefined),
    ),
  ]);
