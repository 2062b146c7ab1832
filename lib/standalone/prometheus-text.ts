import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Reading } from '../observability/metrics/metric.ts';

/** As the JMX exporter's rules for Kafka Connect make it: `kafka_connect_sink_task_sink_record_read_total`. */
export const prometheusName = (type: string, name: string): string => {
  const group = type.replace(/-metrics$/, '').replace(/^connect-/, '');
  return `kafka_connect_${group}_${name}`.replaceAll('-', '_');
};

const add = (registry: Registry, name: string, readings: readonly Reading[]): void => {
  const [first] = readings;
  if (first === undefined) return;
  const { help, kind } = first.metric;
  const options = { name, help, labelNames: Object.keys(first.labels), registers: [registry] };
  if (kind === 'COUNTER') {
    const counter = new Counter(options);
    for (const { labels, value } of readings) counter.inc(labels, value);
  } else {
    const gauge = new Gauge(options);
    for (const { labels, value } of readings) gauge.set(labels, value);
  }
};

/** Writes readings in Prometheus's text format. */
const textOf = (readings: readonly Reading[]): Promise<string> => {
  const registry = new Registry();
  const byName = new Map<string, Reading[]>();
  for (const reading of readings) {
    const name = prometheusName(reading.type, reading.name);
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [reading]);
    else same.push(reading);
  }
  for (const [name, same] of byName) add(registry, name, same);
  return registry.metrics();
};

/** Writes readings, and what is known of this process, in Prometheus's text format. */
export const createPrometheusText = (): ((readings: readonly Reading[]) => Promise<string>) => {
  let ofProcess: Registry | undefined;
  return async (readings) => {
    // Watching the process begins with the first who asks.
    if (ofProcess === undefined) {
      ofProcess = new Registry();
      collectDefaultMetrics({ register: ofProcess });
    }
    return `${await textOf(readings)}${await ofProcess.metrics()}`;
  };
};
