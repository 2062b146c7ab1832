import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { SourceTask } from '../../../lib/connect/source-task.ts';
import { cloudwatchSourceTask } from '../../../lib/connectors/metrics/cloudwatch-source/task.ts';
import { metricStruct } from '../../../lib/connectors/metrics/metric.ts';
import { sourceContext } from '../../contract/tasks/contexts.ts';
import { storedOffsets } from '../../contract/tasks/stored-offsets.ts';
import { startCloudwatch, twoQueries } from './fake-cloudwatch.ts';

const never = new AbortController().signal;
const MINUTE = 60;
/** Begin of a minute, some minutes ago, in seconds since the epoch. */
const minutesAgo = (minutes: number): number => (Math.floor(Date.now() / 60_000) - minutes) * MINUTE;

let cloudwatch: Awaited<ReturnType<typeof startCloudwatch>>;
const running: SourceTask[] = [];

beforeEach(async () => {
  cloudwatch = await startCloudwatch();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((task) => task.stop?.()));
  await cloudwatch.close();
});

const start = async (keys: RawConfig = {}, read: readonly SourceRecord[] = []): Promise<SourceTask> => {
  const config = { name: 'metrics', ...twoQueries(cloudwatch.url), ...keys };
  const task = await cloudwatchSourceTask.start(config, sourceContext(config, storedOffsets(read)));
  running.push(task);
  return task;
};

/** Polls until there is nothing more to ask for. */
const readAll = async (task: SourceTask): Promise<readonly SourceRecord[]> => {
  const records: SourceRecord[] = [];
  for (;;) {
    const polled = await task.poll(never);
    if (polled === null) return records;
    records.push(...polled);
  }
};

it('makes a record of each value, in the schema that all metrics share', async () => {
  const at = minutesAgo(10);
  cloudwatch.put('NumberOfMessagesSent', at, 2.5);
  const [record] = await readAll(await start());
  expect(record).toMatchObject({
    topic: 'metrics',
    key: 'AWS/SQS/NumberOfMessagesSent,QueueName=orders,statistic=Sum',
    timestamp: at * 1000,
    sourcePartition: { query: 'sent' },
    sourceOffset: { timestamp: at * 1000 },
    value: metricStruct({
      name: 'AWS/SQS/NumberOfMessagesSent',
      value: 2.5,
      unit: 'Count',
      timestamp: new Date(at * 1000),
      dimensions: { statistic: 'Sum', QueueName: 'orders' },
    }),
  });
});

it('asks for whole periods from lookback.seconds on, up to datapoint.delay.seconds ago', async () => {
  await readAll(await start({ 'lookback.seconds': '600', 'datapoint.delay.seconds': '180' }));
  const [request] = cloudwatch.requests.filter(({ MetricDataQueries: [query] }) => query?.MetricStat.Period === MINUTE);
  expect(request).toMatchObject({ MetricDataQueries: [{ MetricStat: { Stat: 'Sum', Unit: 'Count' } }] });
  expect([(request?.StartTime ?? 0) % MINUTE, (request?.EndTime ?? 0) % MINUTE]).toEqual([0, 0]);
  expect((request?.EndTime ?? 0) - (request?.StartTime ?? 0)).toBe(7 * MINUTE);
});

it('sees what comes late, if it comes within the delay, and nothing twice', async () => {
  const early = minutesAgo(6);
  cloudwatch.put('NumberOfMessagesSent', early, 1);
  const first = await readAll(await start({ 'datapoint.delay.seconds': '240' }));
  cloudwatch.put('NumberOfMessagesSent', minutesAgo(4), 2);
  const second = await readAll(await start({ 'datapoint.delay.seconds': '0' }, first));
  expect([...first, ...second].map(({ sourceOffset }) => sourceOffset.timestamp)).toEqual([
    early * 1000,
    (early + 2 * MINUTE) * 1000,
  ]);
});

it('is polled again after an answer that may pass, and fails after one that does not', async () => {
  cloudwatch.put('NumberOfMessagesSent', minutesAgo(10), 1);
  const task = await start();
  cloudwatch.refuse(...Array.from({ length: 3 }, () => ({ status: 500, type: 'InternalServiceFault' })));
  await expect(task.poll(never)).rejects.toThrow(RetriableError);
  cloudwatch.refuse({ status: 400, type: 'InvalidParameterValueException' });
  await expect(task.poll(never)).rejects.toThrow(/^CloudWatch did not answer: InvalidParameterValue/);
  expect(await readAll(task)).toHaveLength(1);
});
