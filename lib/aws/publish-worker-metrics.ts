import type { MiddlewareObj } from '@middy/core';
import type { Logger } from '../connect/logger.ts';
import type { Herder } from '../herder/herder.ts';
import { workerReadings } from '../observability/metrics/worker-readings.ts';
import type { EmfMetrics } from './emf-metrics.ts';

const isPass = (event: unknown): boolean => typeof event === 'object' && event !== null && 'all' in event;

/** Middleware of the reconciler: after each pass of its timer, also of one that failed, sends how connectors and tasks are. */
export const publishWorkerMetrics = (options: {
  readonly herder: Pick<Herder, 'connectorOverviews'>;
  readonly emf: EmfMetrics;
  readonly log: Logger;
}): MiddlewareObj => {
  const { herder, emf, log } = options;
  const publish = async ({ event }: { readonly event: unknown }): Promise<void> => {
    if (!isPass(event)) return;
    try {
      const overviews = await herder.connectorOverviews({ status: true });
      const readings = workerReadings(overviews.flatMap(({ status }) => status ?? []));
      emf.publish(
        readings.filter(({ labels }) => labels.connector === undefined),
        {},
      );
      // A metric of each connector costs money: those without a failed task are what is left of the worker's sum.
      for (const reading of readings.filter(({ labels, value }) => labels.connector !== undefined && value > 0))
        emf.publish([reading], reading.labels);
    } catch (error) {
      log.warn('metrics of the worker could not be sent', { cause: String(error) });
    }
  };
  return { after: publish, onError: publish };
};
