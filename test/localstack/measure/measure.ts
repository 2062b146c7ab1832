import { InvokeCommand } from '@aws-sdk/client-lambda';
import { pluginsOf } from '../../../infra/constructs/plugins.ts';
import { createNumbersSource } from '../../worker/numbers-source.ts';
import { waitFor } from '../../worker/worker-process.ts';
import type { Cloud, DeployedWorker } from '../deployed-worker.ts';
import { killFunction } from '../world.ts';
import { lowerQuartile, parseReport, type Report, reportsOf } from './reports.ts';
import { createTopicFeed } from './topic-feed.ts';

const WORKER = 'measured';
const PLUGINS = pluginsOf().map(({ name }) => name);
const FUNCTIONS = ['rest', 'reconciler', ...PLUGINS];
const IDLE_RUNS = 10;
const SMALL_BATCHES = 20;
const BULK_RECORDS = 20_000;
const PASSES = 10;
const STARTS = 3;

const nameOf = (name: string): string => `${WORKER}_${name}`;

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Of invocations that found their function loaded. */
const summary = (reports: readonly Report[]) => {
  const warm = reports.filter(({ initDurationMs }) => initDurationMs === undefined);
  return {
    durationMs: rounded(lowerQuartile(warm.map(({ durationMs }) => durationMs))),
    cpuMs: rounded(lowerQuartile(warm.map(({ cpuMs }) => cpuMs))),
    count: warm.length,
  };
};

/** Invocations of a function from now on, of which there shall be some. */
const following = ({ clients }: Cloud, name: string) => {
  const from = Date.now();
  return {
    all: async () => (await reportsOf(clients, nameOf(name))).filter(({ time }) => time > from),
    atLeast(count: number) {
      return waitFor(`${count} invocations of ${name}`, async () => {
        const found = await this.all();
        return found.length >= count && found;
      });
    },
  };
};

/** Runs of a source that has nothing to read. */
const measureIdleRuns = async (cloud: Cloud, { connect }: DeployedWorker) => {
  const numbers = await createNumbersSource(cloud.postgres);
  await numbers.insert(1, 10);
  await connect.create('idle', numbers.config({ 'poll.interval.ms': '5000', 'batch.max.rows': '100' }));
  const runs = following(cloud, 'jdbc-source');
  // The first two read the rows and are started cold.
  const found = await runs.atLeast(IDLE_RUNS + 2);
  await connect.call('DELETE', '/connectors/idle');
  await numbers.end();
  return summary(found.slice(2));
};

/** Batches of a sink: of one record each, then as large as they get. */
const measureBatches = async (cloud: Cloud, { connect }: DeployedWorker) => {
  const feed = await createTopicFeed(cloud.kafka.bootstrapServers, 'feed');
  const lagsNot = () => waitFor('the sink', async () => (await feed.lag('connect-archive-feed')) === 0, 120_000);
  await feed.send(1);
  await connect.create('archive', {
    'connector.class': 'S3SinkConnector',
    topics: 'feed',
    's3.bucket.name': cloud.bucket,
    's3.region': cloud.localstack.region,
    'storage.class': 'io.confluent.connect.s3.storage.S3Storage',
    'format.class': 'io.confluent.connect.s3.format.json.JsonFormat',
    'flush.size': '1000',
    'files.span.batches': 'false',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
  });
  await lagsNot();
  const small = following(cloud, 's3-sink');
  for (let batch = 0; batch < SMALL_BATCHES; batch++) {
    await feed.send(1);
    await lagsNot();
  }
  const batch = summary(await small.atLeast(SMALL_BATCHES));
  const bulk = following(cloud, 's3-sink');
  await feed.send(BULK_RECORDS);
  await lagsNot();
  const bulky = (await bulk.all()).filter(({ cpuMs }) => cpuMs > 0);
  await feed.close();
  const cpuMs = bulky.reduce((sum, one) => sum + one.cpuMs, 0) - bulky.length * batch.cpuMs;
  return {
    batch,
    record: {
      cpuUs: rounded((1000 * Math.max(0, cpuMs)) / BULK_RECORDS),
      batches: bulky.length,
      count: BULK_RECORDS,
    },
  };
};

/** Invokes a function and waits for it. @returns what it reported. */
const invoke = async ({ clients }: Cloud, name: string, event: unknown): Promise<readonly Report[]> => {
  const request = { FunctionName: nameOf(name), Payload: JSON.stringify(event), LogType: 'Tail' } as const;
  const { LogResult = '' } = await clients.lambda.send(new InvokeCommand(request));
  return Buffer.from(LogResult, 'base64').toString().split('\n').flatMap(parseReport);
};

const repeatedly = async (times: number, work: () => Promise<readonly Report[]>): Promise<readonly Report[]> => {
  const all: Report[] = [];
  for (let time = 0; time < times; time++) all.push(...(await work()));
  return all;
};

/** What the timer of the reconciler asks for. */
const measurePasses = async (cloud: Cloud) => {
  return summary(await repeatedly(PASSES, () => invoke(cloud, 'reconciler', { all: true })));
};

/** Starts of an environment, from nothing to the first event, which needs make no sense. */
const measureStarts = async (cloud: Cloud, name: string) => {
  const starts = await repeatedly(STARTS, async () => {
    await killFunction(nameOf(name));
    return invoke(cloud, name, {});
  });
  const cold = starts.flatMap(({ initDurationMs, initCpuMs }) =>
    initDurationMs === undefined || initCpuMs === undefined ? [] : [{ initDurationMs, initCpuMs }],
  );
  return {
    durationMs: Math.round(lowerQuartile(cold.map(({ initDurationMs }) => initDurationMs))),
    cpuMs: Math.round(lowerQuartile(cold.map(({ initCpuMs }) => initCpuMs))),
    count: cold.length,
  };
};

/** Everything that docs/cost.md is computed from. */
export const measure = async (cloud: Cloud) => {
  const worker = await cloud.deploy({ workerName: WORKER, plugins: PLUGINS, connectors: {} });
  const idleRun = await measureIdleRuns(cloud, worker);
  const { batch, record } = await measureBatches(cloud, worker);
  const reconcile = await measurePasses(cloud);
  const starts: Record<string, Awaited<ReturnType<typeof measureStarts>>> = {};
  for (const name of FUNCTIONS) starts[name] = await measureStarts(cloud, name);
  return { idleRun, batch, record, reconcile, starts };
};
