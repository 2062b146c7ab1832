import type { MiddlewareObj } from '@middy/core';
import { type Reading, readGroup } from '../observability/metrics/metric.ts';
import { invocationMetrics } from '../observability/metrics/metrics.ts';
import type { TaskReadings, TaskRegistry } from '../observability/metrics/task-registry.ts';
import type { Clock } from '../runtime/clock.ts';
import type { EmfMetrics } from './emf-metrics.ts';
import { invocationCostUsd } from './lambda-price.ts';

export interface PublishMetricsOptions {
  readonly registry: TaskRegistry;
  readonly emf: EmfMetrics;
  readonly memoryMb: number;
  readonly clock: Pick<Clock, 'now'>;
}

/** Each task's part of the price: by records, or in equal parts where none moved. */
const costOf = (costUsd: number, one: TaskReadings, all: readonly TaskReadings[]): readonly Reading[] => {
  const moved = all.reduce((sum, { records }) => sum + records, 0);
  const share = moved === 0 ? 1 / all.length : one.records / moved;
  const labels = { connector: one.connector, task: String(one.task) };
  return readGroup(invocationMetrics, labels, { costUsd: costUsd * share, records: one.records });
};

/**
 * Middleware of middy: sends what was measured, once at the end of each invocation, whether it went well or not. An
 * invocation that met no task, such as one that found the task held by another, sends nothing.
 */
export const publishMetrics = ({ registry, emf, memoryMb, clock }: PublishMetricsOptions): MiddlewareObj => {
  let begin = 0;
  const publish = (): void => {
    const costUsd = invocationCostUsd(clock.now() - begin, memoryMb);
    const all = registry.tasks();
    registry.forget();
    for (const one of all)
      emf.publish([...one.readings, ...costOf(costUsd, one, all)], {
        connector: one.connector,
        task: String(one.task),
      });
  };
  return {
    before: () => {
      begin = clock.now();
    },
    after: publish,
    onError: publish,
  };
};
