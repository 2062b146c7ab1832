import type { RawConfig } from '../../../connect/connector.ts';
import { ConfigError } from '../../../connect/errors.ts';

const SIZES = ['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes', 'Bits', 'Kilobits', 'Megabits'] as const;
const LARGE = ['Gigabits', 'Terabits'] as const;
const rate = <const S extends string>(unit: S): `${S}/Second` => `${unit}/Second`;

/** `StandardUnit` of CloudWatch's API. */
const UNITS = [
  'Seconds',
  'Microseconds',
  'Milliseconds',
  'Percent',
  'Count',
  'Count/Second',
  'None',
  ...SIZES,
  ...LARGE,
  ...SIZES.map(rate),
  ...LARGE.map(rate),
] as const;

/** What is asked of CloudWatch, and what its source partition is called. */
export interface MetricQuery {
  readonly name: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Values in another unit are left out; `null` for whatever there is. */
  readonly unit: (typeof UNITS)[number] | null;
}

const PREFIX = 'cloudwatch.query.';
const PARTS = ['namespace', 'metric.name', 'statistic', 'period.seconds', 'dimensions', 'unit'] as const;
type Part = (typeof PARTS)[number];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
const STATISTIC =
  /^(?:SampleCount|Average|Sum|Minimum|Maximum|IQM|(?:p|tm|wm|tc|ts)\d{1,2}(?:\.\d+)?|p100|(?:PR|TM|WM|TC|TS)\([\d.]*%?:[\d.]*%?\))$/;

const keyOf = (name: string, part: Part): string => `${PREFIX}${name}.${part}`;

const invalid = (key: string, value: string, why: string): ConfigError =>
  new ConfigError(`Invalid value ${value} for configuration ${key}: ${why}`);

const dimensionsIn = (key: string, text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split(',')
      .filter((dimension) => dimension.trim() !== '')
      .map((dimension) => {
        const equals = dimension.indexOf('=');
        if (equals < 1) throw invalid(key, text, 'dimensions are written as name=value, separated by commas');
        return [dimension.slice(0, equals).trim(), dimension.slice(equals + 1).trim()];
      }),
  );

const periodIn = (key: string, text: string): number => {
  const seconds = Number(text);
  if (![1, 5, 10, 20, 30].includes(seconds) && !(seconds >= 60 && seconds % 60 === 0))
    throw invalid(key, text, 'a period is 1, 5, 10, 20, 30 or a multiple of 60 seconds');
  return seconds;
};

const unitIn = (key: string, text: string): MetricQuery['unit'] => {
  const unit = UNITS.find((one) => one === text);
  if (unit === undefined && text !== '') throw invalid(key, text, `a unit is one of ${UNITS.join(', ')}`);
  return unit ?? null;
};

const queryOf = (raw: RawConfig, name: string): MetricQuery => {
  const text = (part: Part, fallback?: string): string => {
    const value = raw[keyOf(name, part)] ?? fallback ?? '';
    if (value === '' && fallback === undefined)
      throw new ConfigError(`Missing required configuration "${keyOf(name, part)}" which has no default value.`);
    return value;
  };
  const statistic = text('statistic', 'Average');
  if (!STATISTIC.test(statistic))
    throw invalid(keyOf(name, 'statistic'), statistic, 'not a statistic of CloudWatch such as Sum, Average or p99');
  return {
    name,
    namespace: text('namespace'),
    metricName: text('metric.name'),
    statistic,
    periodSeconds: periodIn(keyOf(name, 'period.seconds'), text('period.seconds', '60')),
    dimensions: dimensionsIn(keyOf(name, 'dimensions'), text('dimensions', '')),
    unit: unitIn(keyOf(name, 'unit'), text('unit', '')),
  };
};

/** A query's keys that are none, which would have it ask for something else than was meant. */
const checkKeys = (raw: RawConfig, names: readonly string[]): void => {
  const known = new Set(names.flatMap((name) => PARTS.map((part) => keyOf(name, part))));
  for (const key of Object.keys(raw))
    if (key.startsWith(PREFIX) && !known.has(key))
      throw new ConfigError(`Unknown configuration ${key}: a query of cloudwatch.queries has ${PARTS.join(', ')}`);
};

/** Reads `cloudwatch.query.<name>.…` for each name. @throws ConfigError naming the key that is wrong. */
export const parseQueries = (raw: RawConfig, names: readonly string[]): readonly MetricQuery[] =>
  names.map((name) => queryOf(raw, name));

/** As {@link parseQueries}, for the whole connector's names. */
export const checkQueries = (raw: RawConfig, names: readonly string[]): void => {
  parseQueries(raw, names);
  checkKeys(raw, names);
};
