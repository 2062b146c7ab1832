import type { Herder } from '../herder/herder.ts';
import { createTaskRegistry, type TaskRegistry } from '../observability/metrics/task-registry.ts';
import { statusReadings, workerReadings } from '../observability/metrics/worker-readings.ts';
import type { Clock } from '../runtime/clock.ts';
import type { WorkerConfig } from '../runtime/worker-config.ts';
import { createPrometheusText } from './prometheus-text.ts';

/** What a worker in one process measures, and how it is read. */
export interface WorkerMetrics {
  readonly meters: TaskRegistry;
  /** For `GET /metrics`. */
  text(herder: Pick<Herder, 'connectorOverviews'>): Promise<string>;
}

export const createWorkerMetrics = ({ parsed }: WorkerConfig, { now }: Pick<Clock, 'now'>): WorkerMetrics => {
  const meters = createTaskRegistry({ now, sampleWindowMs: parsed['metrics.sample.window.ms'] });
  const format = createPrometheusText();
  return {
    meters,
    text: async (herder) => {
      const overviews = await herder.connectorOverviews({ status: true });
      const connectors = overviews.flatMap(({ status }) => status ?? []);
      const known = new Set(connectors.flatMap(({ name, tasks }) => tasks.map(({ task }) => `${name} ${task}`)));
      meters.forget((connector, task) => known.has(`${connector} ${task}`));
      return format([
        ...workerReadings(connectors),
        ...statusReadings(connectors),
        ...meters.startups(),
        ...meters.tasks().flatMap(({ readings }) => readings),
      ]);
    },
  };
};
