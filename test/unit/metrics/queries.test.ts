import { describe, expect, it } from 'vitest';
import { cloudwatchSource } from '../../../lib/connectors/metrics/cloudwatch-source/connector.ts';
import { parseQueries } from '../../../lib/connectors/metrics/cloudwatch-source/queries.ts';
import { nextWindow } from '../../../lib/connectors/metrics/cloudwatch-source/windows.ts';

const base = {
  'kafka.topic': 'metrics',
  'aws.region': 'eu-west-1',
  'cloudwatch.queries': 'a',
  'cloudwatch.query.a.namespace': 'AWS/EC2',
  'cloudwatch.query.a.metric.name': 'CPUUtilization',
};

describe('queries', () => {
  it('have defaults', () => {
    expect(parseQueries(base, ['a'])).toEqual([
      {
        name: 'a',
        namespace: 'AWS/EC2',
        metricName: 'CPUUtilization',
        statistic: 'Average',
        periodSeconds: 60,
        dimensions: {},
        unit: null,
      },
    ]);
  });

  it.each([
    [{ 'cloudwatch.query.a.statistic': 'Median' }, 'not a statistic of CloudWatch'],
    [{ 'cloudwatch.query.a.period.seconds': '90' }, 'a period is 1, 5, 10, 20, 30 or a multiple of 60 seconds'],
    [{ 'cloudwatch.query.a.dimensions': 'InstanceId' }, 'dimensions are written as name=value'],
    [{ 'cloudwatch.query.a.unit': 'Furlongs' }, 'a unit is one of Seconds'],
    [{ 'cloudwatch.query.a.stat': 'Sum' }, 'Unknown configuration cloudwatch.query.a.stat'],
    [{ 'cloudwatch.query.b.statistic': 'Sum' }, 'Unknown configuration cloudwatch.query.b.statistic'],
    [{ 'cloudwatch.query.a.namespace': '' }, 'Missing required configuration "cloudwatch.query.a.namespace"'],
    [{ 'aws.access.key.id': 'AKIA' }, 'must be set together'],
  ])('%j is refused', (keys, message) => {
    expect(cloudwatchSource.validate({ ...base, ...keys })).toEqual([
      expect.objectContaining({ message: expect.stringContaining(message) }),
    ]);
  });

  it.each(['p99', 'p99.9', 'tm90', 'TM(10%:90%)', 'PR(:300)', 'IQM', 'SampleCount'])(
    '%s is a statistic',
    (statistic) => {
      expect(cloudwatchSource.validate({ ...base, 'cloudwatch.query.a.statistic': statistic })).toEqual([]);
    },
  );
});

describe('windows', () => {
  const queries = parseQueries(
    { ...base, 'cloudwatch.query.b.namespace': 'N', 'cloudwatch.query.b.metric.name': 'M' },
    ['a', 'b'],
  );
  const places = (...froms: readonly number[]) =>
    queries.slice(0, froms.length).map((query, index) => ({ query, from: froms[index] ?? 0 }));
  const names = (window: ReturnType<typeof nextWindow>) => window?.queries.map(({ name }) => name);

  it('hold only periods that ended', () => {
    expect(nextWindow(places(60_000), 119_999)).toBeNull();
    expect(nextWindow(places(60_000), 120_000)).toMatchObject({ from: 60_000, to: 120_000 });
  });

  it('are shared by queries that are equally far, the hindmost first', () => {
    expect(names(nextWindow(places(60_000, 60_000), 300_000))).toEqual(['a', 'b']);
    expect(names(nextWindow(places(120_000, 60_000), 300_000))).toEqual(['b']);
  });

  it('are bounded, however far behind a query is', () => {
    expect(nextWindow(places(0), 100_000_000)).toMatchObject({ from: 0, to: 500 * 60_000 });
  });
});
