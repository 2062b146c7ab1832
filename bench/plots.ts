import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { barChart } from './plots/bar-chart.ts';
import { lineChart } from './plots/line-chart.ts';
import { RESULTS } from './results.ts';

// npm run bench:plots: draws the last results into docs/performance/.

const FOLDER = 'docs/performance';

const read = <Schema extends v.GenericSchema>(name: string, schema: Schema): readonly v.InferOutput<Schema>[] => {
  const file = join(RESULTS, `${name}.jsonl`);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => v.parse(v.pipe(v.string(), v.parseJson(), schema), line));
};

const save = (name: string, svg: string): void => {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.svg`), svg);
};

const peer = read(
  'peer',
  v.object({
    row: v.string(),
    mode: v.string(),
    cpu_ratio: v.number(),
    rss_ratio: v.number(),
    first_record_ratio: v.number(),
  }),
);

const RATIOS = [
  ['cpu_ratio', 'CPU per record, ours by Kafka Connect’s', { function: 0.5, standalone: 1 }],
  ['rss_ratio', 'Peak memory, ours by Kafka Connect’s', { function: 1 / 3, standalone: 1 / 3 }],
  ['first_record_ratio', 'Time to first record, ours by Kafka Connect’s', { function: 0.2, standalone: 0.2 }],
] as const;

for (const [ratio, title, targets] of RATIOS)
  for (const mode of ['function', 'standalone'] as const) {
    const bars = peer.filter((one) => one.mode === mode).map((one) => ({ label: one.row, value: one[ratio] }));
    if (bars.length > 0)
      save(`${ratio}-${mode}`, barChart({ title: `${title} (${mode})`, bars, target: targets[mode] }));
  }

const scale = read(
  'scale',
  v.object({
    row: v.string(),
    by: v.string(),
    n: v.number(),
    cpu_seconds_per_million: v.optional(v.number()),
    peak_rss_mib: v.optional(v.number()),
    idle_cpu_percent: v.optional(v.number()),
    list_ms: v.optional(v.number()),
  }),
);

const CURVES = [
  ['bytes', 'cpu_seconds_per_million', 'CPU seconds per million records by record size in bytes'],
  ['tasks', 'cpu_seconds_per_million', 'CPU seconds per million records by tasks'],
  ['tasks', 'peak_rss_mib', 'Peak memory in MiB by tasks'],
  ['partitions', 'cpu_seconds_per_million', 'CPU seconds per million records by partitions'],
  ['partitions', 'peak_rss_mib', 'Peak memory in MiB by partitions'],
  ['connectors', 'idle_cpu_percent', 'Idle CPU in percent of one core by connectors in the tables'],
  ['connectors', 'list_ms', 'Milliseconds to list connectors with their state by connectors in the tables'],
] as const;

for (const [by, measure, title] of CURVES) {
  const points = scale.filter((one) => one.by === by);
  const drawn = [...new Set(points.map(({ row }) => row))].map((label) => ({
    label,
    points: points
      .filter(({ row }) => row === label)
      .flatMap(({ n, [measure]: value }) => (value === undefined ? [] : [{ x: n, y: value }])),
  }));
  if (drawn.length > 0) save(`${by}-${measure}`, lineChart({ title, lines: drawn }));
}
