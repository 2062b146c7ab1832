import parsePrometheusText from 'parse-prometheus-text-format';
import { expect, test } from 'vitest';
import { statusReadings, workerReadings } from '../../../lib/observability/metrics/worker-readings.ts';
import { createPrometheusText, prometheusName } from '../../../lib/standalone/prometheus-text.ts';
import { givenRegistry, polled } from './given-registry.ts';

test.each([
  ['connect-worker-metrics', 'connector-count', 'kafka_connect_worker_connector_count'],
  ['source-task-metrics', 'source-record-poll-total', 'kafka_connect_source_task_source_record_poll_total'],
  ['task-error-metrics', 'total-retries', 'kafka_connect_task_error_total_retries'],
])('%s %s has the name that the JMX exporter gives it', (type, name, expected) => {
  expect(prometheusName(type, name)).toBe(expected);
});

test('the text is what a parser of the format reads', async () => {
  const { registry } = givenRegistry();
  const name = 'quote " backslash \\ newline \n ü';
  registry.source(name, 0).polled(polled(5), 3);
  registry.source('other', 0).polled(polled(5, 5), 3);
  const connectors = [
    { name, type: 'source', connector: { state: 'RUNNING' }, tasks: [{ task: 0, state: 'FAILED' }] },
  ] as const;
  const readings = [
    ...workerReadings(connectors),
    ...statusReadings(connectors),
    ...registry.tasks().flatMap((one) => one.readings),
  ];
  const families = parsePrometheusText(await createPrometheusText()(readings));
  const family = (wanted: string) => families.find((one) => one.name === wanted);
  expect(family('kafka_connect_source_task_source_record_poll_total')).toEqual({
    name: 'kafka_connect_source_task_source_record_poll_total',
    type: 'COUNTER',
    help: 'Records polled, before transformations.',
    metrics: [
      { value: '1', labels: { connector: name, task: '0' } },
      { value: '2', labels: { connector: 'other', task: '0' } },
    ],
  });
  expect(family('kafka_connect_worker_connector_failed_task_count')?.metrics).toEqual([
    { value: '1', labels: { connector: name } },
  ]);
  expect(family('kafka_connect_connector_task_status')?.metrics).toEqual([
    { value: '1', labels: { connector: name, task: '0', status: 'failed' } },
  ]);
  expect(family('kafka_connect_worker_failed_task_count')).toMatchObject({ type: 'GAUGE', metrics: [{ value: '1' }] });
  expect(family('process_cpu_seconds_total')).toMatchObject({ type: 'COUNTER' });
});
