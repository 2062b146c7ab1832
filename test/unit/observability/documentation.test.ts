import { expect, test } from 'vitest';
import type { Metric } from '../../../lib/observability/metrics/metric.ts';
import { metricGroups } from '../../../lib/observability/metrics/metrics.ts';
import { prometheusName } from '../../../lib/standalone/prometheus-text.ts';

type Facts = Omit<Metric<never>, 'read'>;

const LABELS: Readonly<Record<keyof typeof metricGroups, string>> = {
  connectorTask: 'connector, task',
  sourceTask: 'connector, task',
  sinkTask: 'connector, task',
  taskError: 'connector, task',
  connectorStatus: 'connector, type, status',
  taskStatus: 'connector, task, status',
  worker: '',
  startup: '',
  connectorTaskCount: 'connector',
  invocation: 'connector, task',
};

/** Sent by functions: those of tasks and invocations by each, those of the worker by the reconciler. */
const ON_LAMBDA = new Set([
  'connectorTask',
  'sourceTask',
  'sinkTask',
  'taskError',
  'worker',
  'connectorTaskCount',
  'invocation',
]);

const cloudWatch = (group: string, { kind, level }: Facts): string => {
  if (kind === 'RATE' || !ON_LAMBDA.has(group)) return '–';
  return level === 'INFO' ? 'yes' : 'DEBUG';
};

const row = (group: string, type: string, name: string, metric: Facts): string => {
  const prometheus = group === 'invocation' ? '–' : `\`${prometheusName(type, name)}\``;
  const origin = metric.isKafkas === false ? ' Not in Kafka Connect.' : '';
  return `| \`${name}\` | ${prometheus} | ${cloudWatch(group, metric)} | ${metric.unit} | ${metric.help}${origin} |`;
};

const sections = Object.entries(metricGroups).map(([group, { type, metrics }]) => {
  const labels = Object.entries(LABELS).find(([name]) => name === group)?.[1] ?? '';
  return [
    `## ${type}${labels === '' ? '' : `, by ${labels}`}`,
    '',
    '| name | Prometheus | CloudWatch | unit | |',
    '|---|---|---|---|---|',
    ...Object.entries(metrics).map(([name, metric]) => row(group, type, name, metric)),
    '',
  ].join('\n');
});

const page = `# Metrics

The names are those of Kafka Connect's MBeans (\`kafka.connect:type=…\`). Written by a test from
\`lib/observability/metrics/metrics.ts\`; \`npx vitest run --project unit -u\` writes it again.

**A standalone worker** answers \`GET /metrics\` on its \`listeners\` in Prometheus's text format, under the names that the JMX exporter's
rules for Kafka Connect give, and with \`process_…\` and \`nodejs_…\` in the place of the JVM's. Basic authentication guards it as all
else (Prometheus: \`basic_auth\`). Averages, maxima and rates look back over two windows of \`metrics.sample.window.ms\`, as Kafka's;
where nothing was measured there is no value, where Kafka has NaN. A scrape reads the tables of configs and statuses once.

**On AWS** each invocation of a source or sink writes one line a task to its log, in CloudWatch's embedded metric format: namespace
\`KafkaConnect\`, dimensions \`worker\`, \`connector\`, \`task\`. Counts are those of the invocation: their sum over a period is what was
moved in it, and \`RATE\` or \`/PERIOD()\` makes the rate. A busy source tells at the end of its run, every ten minutes or so. The
reconciler adds what concerns the worker, by \`worker\` alone, every five minutes; the alarm for failed tasks goes by that.

CloudWatch bills every metric by the hours that it has values in, $0.30 a month for a metric that always has. So functions send the
few that say most (\`yes\` below), and no count that is 0: a busy task has about six. With \`metrics.recording.level=DEBUG\` in the worker's
configuration they send all of them.

The cost of an invocation is its time, times its memory, at Lambda's public price in us-east-1 (ARM, first tier; \`lib/aws/lambda-price.ts\`), plus
the request. Other regions differ by up to a third; cold starts, DynamoDB and the rest of [docs/cost.md](cost.md) are not in it. Over a
period, the cost of a million records is \`SUM(invocation-cost-usd) / SUM(source-record-write-total) * 1000000\`, for sinks
\`sink-record-send-total\`. A standalone worker has no such price.

Kafka Connect has more that would mean nothing here: \`connect-worker-rebalance-metrics\` (there is no group that rebalances),
\`connect-coordinator-metrics\` (and no coordinator), \`running-ratio\` and \`pause-ratio\` (a task that has nothing to do does not run),
\`connector-startup-*\` (a connector is data; nothing starts).

${sections.join('\n')}`;

test('docs/metrics.md is up to date', async () => {
  await expect(page).toMatchFileSnapshot('../../../docs/metrics.md');
});

test('no two metrics share a name in Prometheus', () => {
  const names = Object.values(metricGroups).flatMap(({ type, metrics }) =>
    Object.keys(metrics).map((name) => prometheusName(type, name)),
  );
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
