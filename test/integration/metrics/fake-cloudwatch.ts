import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import * as v from 'valibot';

/** A request of GetMetricData in AWS JSON 1.0, times in seconds since the epoch: as much of it as the source uses. */
const requestSchema = v.object({
  StartTime: v.number(),
  EndTime: v.number(),
  ScanBy: v.literal('TimestampAscending'),
  NextToken: v.optional(v.string()),
  MetricDataQueries: v.array(
    v.object({
      Id: v.pipe(v.string(), v.regex(/^[a-z]\w*$/)),
      MetricStat: v.object({
        Metric: v.object({
          Namespace: v.string(),
          MetricName: v.string(),
          Dimensions: v.array(v.object({ Name: v.string(), Value: v.string() })),
        }),
        Period: v.number(),
        Stat: v.string(),
        Unit: v.optional(v.string()),
      }),
    }),
  ),
});

type Request = v.InferOutput<typeof requestSchema>;

interface Point {
  /** Seconds since the epoch. */
  readonly at: number;
  readonly value: number;
}

interface Refusal {
  readonly status: number;
  readonly type: string;
}

const TARGET = 'GraniteServiceVersion20100801.GetMetricData';
/** Values of one query in one page of an answer. */
const PAGE = 4;

/** What CloudWatch documents of GetMetricData, over values that a test puts in. */
export const startCloudwatch = async () => {
  const points = new Map<string, Point[]>();
  const requests: Request[] = [];
  let refusals: Refusal[] = [];

  const answer = (request: Request) => {
    const { StartTime, EndTime, NextToken, MetricDataQueries } = request;
    const from = Number(NextToken ?? 0);
    const found = MetricDataQueries.map(({ Id, MetricStat: { Metric } }) => ({
      Id,
      points: (points.get(Metric.MetricName) ?? []).filter(({ at }) => at >= StartTime && at < EndTime),
    }));
    const hasMore = found.some((one) => one.points.length > from + PAGE);
    return {
      MetricDataResults: found.map(({ Id, points: all }) => {
        const page = all.slice(from, from + PAGE);
        return {
          Id,
          Label: Id,
          StatusCode: all.length > from + PAGE ? 'PartialData' : 'Complete',
          Timestamps: page.map(({ at }) => at),
          Values: page.map(({ value }) => value),
        };
      }),
      Messages: [],
      ...(hasMore && { NextToken: String(from + PAGE) }),
    };
  };

  const server = createServer(async (incoming, response) => {
    const { authorization = '', 'x-amz-target': target } = incoming.headers;
    const refuse = ({ status, type }: Refusal) =>
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify({ __type: type, message: 'refused' }));
    const body = await json(incoming);
    const [refusal, ...others] = refusals;
    refusals = others;
    if (refusal !== undefined) return refuse(refusal);
    if (target !== TARGET) return refuse({ status: 400, type: 'InvalidAction' });
    if (!authorization.includes('Credential=right/')) return refuse({ status: 403, type: 'AccessDeniedException' });
    const request = v.parse(requestSchema, body);
    requests.push(request);
    return response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(answer(request)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    requests,
    put: (metric: string, at: number, value: number) => {
      points.set(metric, [...(points.get(metric) ?? []), { at, value }]);
    },
    refuse: (...next: readonly Refusal[]) => {
      refusals = [...next];
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** Two queries, of periods of a minute and of five. */
export const twoQueries = (url: string): Readonly<Record<string, string>> => ({
  'kafka.topic': 'metrics',
  'aws.region': 'eu-west-1',
  'aws.endpoint': url,
  'aws.access.key.id': 'right',
  'aws.secret.access.key': 'secret',
  'poll.interval.ms': '1',
  'cloudwatch.queries': 'sent,age',
  'cloudwatch.query.sent.namespace': 'AWS/SQS',
  'cloudwatch.query.sent.metric.name': 'NumberOfMessagesSent',
  'cloudwatch.query.sent.statistic': 'Sum',
  'cloudwatch.query.sent.dimensions': 'QueueName=orders',
  'cloudwatch.query.sent.unit': 'Count',
  'cloudwatch.query.age.namespace': 'AWS/SQS',
  'cloudwatch.query.age.metric.name': 'ApproximateAgeOfOldestMessage',
  'cloudwatch.query.age.statistic': 'p99',
  'cloudwatch.query.age.period.seconds': '300',
});
