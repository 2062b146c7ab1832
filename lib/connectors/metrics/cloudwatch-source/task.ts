import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { defineSourceTask } from '../../../config/define-task.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { STRING_SCHEMA } from '../../../connect/schema.ts';
import { METRIC_SCHEMA, type Metric, metricKey, metricStruct } from '../metric.ts';
import { type CloudwatchSourceConfig, cloudwatchSourceConfig } from './config.ts';
import { getMetricData } from './metric-data.ts';
import { readUntil } from './offset.ts';
import { type MetricQuery, parseQueries } from './queries.ts';
import { beginOf, nextWindow, type QueryPlace } from './windows.ts';

/** How long a poll waits for the next request's turn, at most. */
const WAIT_MS = 500;

const createClient = (config: CloudwatchSourceConfig): CloudWatchClient =>
  new CloudWatchClient({
    region: config['aws.region'],
    ...(config['aws.endpoint'] !== '' && { endpoint: config['aws.endpoint'] }),
    ...(config['aws.access.key.id'] !== '' && {
      credentials: {
        accessKeyId: config['aws.access.key.id'],
        secretAccessKey: config['aws.secret.access.key'].value(),
      },
    }),
  });

/** The statistic is one of the dimensions: a topic may have several of one metric. */
const metricOf = (query: MetricQuery, timestamp: number, value: number): Metric => ({
  name: `${query.namespace}/${query.metricName}`,
  value,
  unit: query.unit,
  timestamp: new Date(timestamp),
  dimensions: { statistic: query.statistic, ...query.dimensions },
});

const createRecordOf = (topic: string, query: MetricQuery) => {
  const common = {
    sourcePartition: { query: query.name },
    topic,
    kafkaPartition: null,
    keySchema: STRING_SCHEMA,
    key: metricKey(metricOf(query, 0, 0)),
    valueSchema: METRIC_SCHEMA,
    headers: [],
  };
  return (timestamp: number, value: number): SourceRecord => ({
    ...common,
    sourceOffset: { timestamp },
    value: metricStruct(metricOf(query, timestamp, value)),
    timestamp,
  });
};

/** Our own: asks for periods that ended, each once. */
export const cloudwatchSourceTask = defineSourceTask(cloudwatchSourceConfig, async (config, context) => {
  const client = createClient(config);
  const queries = parseQueries(context.configs, config['cloudwatch.queries']);
  const records = new Map(queries.map((query) => [query, createRecordOf(config['kafka.topic'], query)]));
  const stored = await context.offsetStorageReader.offsets(queries.map(({ name }) => ({ query: name })));
  const lookbackMs = config['lookback.seconds'] * 1000;
  const startedAt = Date.now();
  let places: readonly QueryPlace[] = queries.map((query, index) => {
    const offset = stored[index] ?? null;
    const from =
      offset === null ? beginOf(query, startedAt, lookbackMs) : readUntil(offset) + query.periodSeconds * 1000;
    return { query, from };
  });
  let dueAt = 0;

  return {
    poll: async (signal) => {
      const waitMs = dueAt - Date.now();
      if (waitMs > 0) await sleep(Math.min(waitMs, WAIT_MS), undefined, { signal }).catch(() => {});
      if (signal.aborted || Date.now() < dueAt) return null;
      const window = nextWindow(places, Date.now() - config['datapoint.delay.seconds'] * 1000);
      if (window === null) {
        dueAt = Date.now() + config['poll.interval.ms'];
        return null;
      }
      const data = await getMetricData(client, window, signal).catch((error: unknown) => {
        if (signal.aborted) return null;
        throw error;
      });
      if (data === null) return null;
      const asked = new Set(window.queries);
      places = places.map((place) => (asked.has(place.query) ? { ...place, from: window.to } : place));
      return data.flatMap(({ query, datapoints }) =>
        datapoints.flatMap(({ timestamp, value }) => records.get(query)?.(timestamp, value) ?? []),
      );
    },
    stop: async () => client.destroy(),
  };
});
