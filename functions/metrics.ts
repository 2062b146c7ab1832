import { createEmfMetrics, type EmfMetrics } from '../lib/aws/emf-metrics.ts';
import { publishMetrics } from '../lib/aws/publish-metrics.ts';
import { createTaskRegistry } from '../lib/observability/metrics/task-registry.ts';
import type { Clock } from '../lib/runtime/clock.ts';
import type { WorkerConfig } from '../lib/runtime/worker-config.ts';

export interface FunctionMetricsOptions {
  readonly functionName: string;
  readonly worker: WorkerConfig;
  readonly clock: Clock;
}

/** Functions are named `<worker>_<plugin>`; see infra/constructs/worker-function.ts */
export const createEmf = ({ functionName, worker }: Omit<FunctionMetricsOptions, 'clock'>): EmfMetrics =>
  createEmfMetrics({
    worker: functionName.split('_')[0] ?? functionName,
    recordingLevel: worker.parsed['metrics.recording.level'],
  });

/** What the tasks of this function measure, and the middleware that sends it after each invocation. */
export const createFunctionMetrics = (options: FunctionMetricsOptions) => {
  const { clock } = options;
  const meters = createTaskRegistry({ now: clock.now, sampleWindowMs: Number.POSITIVE_INFINITY });
  const memoryMb = Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 128);
  return { meters, middleware: publishMetrics({ registry: meters, emf: createEmf(options), memoryMb, clock }) };
};
