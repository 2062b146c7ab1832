import middy from '@middy/core';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEmfMetrics } from '../../../lib/aws/emf-metrics.ts';
import { invocationCostUsd } from '../../../lib/aws/lambda-price.ts';
import { publishMetrics } from '../../../lib/aws/publish-metrics.ts';
import { publishWorkerMetrics } from '../../../lib/aws/publish-worker-metrics.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { TaskRegistry } from '../../../lib/observability/metrics/task-registry.ts';
import { givenRegistry, polled } from './given-registry.ts';

const text = (maxLength: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(maxLength));

/** The schema of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const emf = v.looseObject({
  _aws: v.object({
    Timestamp: v.pipe(v.number(), v.integer()),
    CloudWatchMetrics: v.array(
      v.object({
        Namespace: text(1024),
        Dimensions: v.pipe(v.array(v.pipe(v.array(text(250)), v.maxLength(30))), v.minLength(1)),
        Metrics: v.pipe(
          v.array(
            v.object({
              Name: text(1024),
              Unit: v.optional(v.picklist(['Count', 'Count/Second', 'Milliseconds', 'Percent', 'None'])),
              StorageResolution: v.optional(v.picklist([1, 60])),
            }),
          ),
          v.maxLength(100),
        ),
      }),
    ),
  }),
});

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The lines written, each checked: what its directive names must be there, as text and as numbers. */
const sent = () => {
  vi.restoreAllMocks();
  return lines
    .filter((line) => line.includes('_aws'))
    .map((line) => {
      const parsed = v.parse(emf, JSON.parse(line));
      for (const { Dimensions, Metrics } of parsed._aws.CloudWatchMetrics) {
        for (const name of Dimensions.flat()) expect(parsed[name]).toEqual(expect.any(String));
        for (const { Name } of Metrics) expect(parsed[Name]).toEqual(expect.any(Number));
      }
      return parsed;
    });
};

const MEMORY_MB = 512;

const invoke = async (
  work: (registry: TaskRegistry) => void,
  recordingLevel: 'INFO' | 'DEBUG' = 'INFO',
): Promise<unknown> => {
  const { registry, clock, pass } = givenRegistry();
  const metrics = createEmfMetrics({ worker: 'shop', recordingLevel });
  const handler = middy(async () => {
    work(registry);
    pass(2000);
  }).use(publishMetrics({ registry, emf: metrics, memoryMb: MEMORY_MB, clock }));
  return handler({}, Object.create(null)).catch((error: unknown) => error);
};

const moved = (registry: TaskRegistry): void => {
  const meter = registry.source('orders', 3);
  meter.polled(polled(700, 500), 20);
  meter.acknowledged(2, 2);
};

test('an invocation is one line of its task, with what it did and what that cost', async () => {
  await invoke(moved);
  const costUsd = invocationCostUsd(2000, MEMORY_MB);
  const [line, ...others] = sent();
  expect(others).toEqual([]);
  expect(line?._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([['worker', 'connector', 'task']]);
  expect(line).toMatchObject({
    worker: 'shop',
    connector: 'orders',
    task: '3',
    'source-record-poll-total': 2,
    'source-record-write-total': 2,
    'source-record-lag-max-ms': 500,
    'invocation-cost-usd': costUsd,
    'cost-per-million-records-usd': (costUsd * 1e6) / 2,
  });
  expect(costUsd).toBeCloseTo(2 * 0.5 * 0.0000133334 + 0.0000002, 12);
});

test('what is nothing, or not important, costs nothing', async () => {
  await invoke(moved);
  const names = sent()[0]?._aws.CloudWatchMetrics[0]?.Metrics.map(({ Name }) => Name);
  expect(names).not.toContain('total-record-errors');
  expect(names).not.toContain('poll-batch-avg-time-ms');
});

test('with metrics.recording.level=DEBUG all but rates are sent', async () => {
  await invoke(moved, 'DEBUG');
  const names = sent()[0]?._aws.CloudWatchMetrics[0]?.Metrics.map(({ Name }) => Name);
  expect(names).toContain('poll-batch-avg-time-ms');
  expect(names).not.toContain('source-record-poll-rate');
});

test('an invocation that failed is measured, too', async () => {
  const failure = new Error('no');
  const outcome = await invoke((registry) => {
    moved(registry);
    throw failure;
  });
  expect(outcome).toBe(failure);
  expect(sent()).toHaveLength(1);
});

test('an invocation that met no task says nothing', async () => {
  await invoke(() => {});
  expect(sent()).toEqual([]);
});

test('the reconciler counts connectors and failed tasks at each pass, and at nothing else', async () => {
  const status = (name: string, state: 'RUNNING' | 'FAILED') => ({
    info: { name, config: {}, tasks: [0], type: 'source' as const },
    status: {
      name,
      type: 'source' as const,
      connector: { state: 'RUNNING' as const, workerId: 'w' },
      tasks: [{ task: 0, state, workerId: 'w' }],
    },
  });
  const herder = { connectorOverviews: async () => [status('a', 'RUNNING'), status('b', 'FAILED')] };
  const metrics = createEmfMetrics({ worker: 'shop', recordingLevel: 'INFO' });
  const handler = middy(async () => {}).use(publishWorkerMetrics({ herder, emf: metrics, log: silentLogger }));
  await handler({ connector: 'a' }, Object.create(null));
  await handler({ all: true }, Object.create(null));
  const [worker, connector, ...others] = sent();
  expect(others).toEqual([]);
  expect(worker).toMatchObject({ 'connector-count': 2, 'task-count': 2, 'failed-task-count': 1, worker: 'shop' });
  expect(connector).toMatchObject({ 'connector-failed-task-count': 1, connector: 'b' });
});
