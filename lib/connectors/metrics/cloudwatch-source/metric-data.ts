import {
  type CloudWatchClient,
  CloudWatchServiceException,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';
import type { MetricQuery } from './queries.ts';
import type { Window } from './windows.ts';

interface Datapoint {
  /** Begin of the period, in milliseconds since the epoch. */
  readonly timestamp: number;
  readonly value: number;
}

/** The values of a window, in their order, query by query. */
export type MetricData = ReadonlyArray<{ readonly query: MetricQuery; readonly datapoints: readonly Datapoint[] }>;

const toRequest = (query: MetricQuery, index: number): MetricDataQuery => ({
  Id: `q${index}`,
  ReturnData: true,
  MetricStat: {
    Metric: {
      Namespace: query.namespace,
      MetricName: query.metricName,
      Dimensions: Object.entries(query.dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: query.periodSeconds,
    Stat: query.statistic,
    ...(query.unit !== null && { Unit: query.unit }),
  },
});

const datapointsOf = ({ Timestamps = [], Values = [] }: MetricDataResult): readonly Datapoint[] =>
  Timestamps.flatMap((timestamp, index) => {
    const value = Values[index];
    return value === undefined ? [] : [{ timestamp: timestamp.getTime(), value }];
  });

const failure = (error: unknown): Error => {
  const cause = asError(error);
  const isRefused =
    cause instanceof CloudWatchServiceException &&
    cause.$fault === 'client' &&
    cause.$retryable === undefined &&
    !/^Throttling|^TooManyRequests|^RequestLimitExceeded/.test(cause.name);
  const message = `CloudWatch did not answer: ${cause.name}: ${cause.message}`;
  return isRefused ? new ConnectError(message, { cause }) : new RetriableError(message, { cause });
};

const checked = (result: MetricDataResult, query: MetricQuery | undefined): void => {
  if (result.StatusCode === 'InternalError') throw new RetriableError('CloudWatch answered InternalError');
  if (result.StatusCode === 'Forbidden') throw new ConnectError(`CloudWatch forbids the query ${query?.name}`);
};

/** Asks for a window, however many pages its answer has. @throws RetriableError where another try may help. */
export const getMetricData = async (
  client: CloudWatchClient,
  { from, to, queries }: Window,
  signal: AbortSignal,
): Promise<MetricData> => {
  const points = new Map<string, Datapoint[]>();
  const request = {
    StartTime: new Date(from),
    EndTime: new Date(to),
    ScanBy: 'TimestampAscending' as const,
    MetricDataQueries: queries.map(toRequest),
  };
  const page = async (NextToken?: string) => {
    try {
      const command = new GetMetricDataCommand({ ...request, ...(NextToken !== undefined && { NextToken }) });
      return await client.send(command, { abortSignal: signal });
    } catch (error) {
      throw failure(error);
    }
  };
  let token: string | undefined;
  do {
    const { MetricDataResults = [], NextToken } = await page(token);
    for (const result of MetricDataResults) {
      const id = result.Id ?? '';
      checked(result, queries[Number(id.slice(1))]);
      points.set(id, [...(points.get(id) ?? []), ...datapointsOf(result)]);
    }
    token = NextToken;
  } while (token !== undefined && token !== '');
  return queries.map((query, index) => ({
    query,
    datapoints: (points.get(`q${index}`) ?? [])
      .filter(({ timestamp }) => timestamp >= from && timestamp < to)
      .sort((one, other) => one.timestamp - other.timestamp),
  }));
};
