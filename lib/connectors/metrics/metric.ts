import { timestampSchema } from '../../connect/logical-types.ts';
import {
  FLOAT64_SCHEMA,
  mapSchema,
  OPTIONAL_STRING_SCHEMA,
  STRING_SCHEMA,
  structSchema,
} from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';

/** One value of one metric at one time. */
export interface Metric {
  readonly name: string;
  readonly value: number;
  /** As CloudWatch names units, such as `Percent`; `null` where nobody says. */
  readonly unit: string | null;
  readonly timestamp: Date;
  readonly dimensions: Readonly<Record<string, string>>;
}

const named = (name: string): string => `kafka.connect.serverless.metrics.${name}`;

/** Shared by all sources of metrics, so that their topics can be read alike. */
export const METRIC_SCHEMA = structSchema(
  [
    ['name', STRING_SCHEMA],
    ['value', FLOAT64_SCHEMA],
    ['unit', OPTIONAL_STRING_SCHEMA],
    ['timestamp', timestampSchema()],
    ['dimensions', mapSchema(STRING_SCHEMA, STRING_SCHEMA)],
  ],
  { name: named('Metric') },
);

export const metricStruct = ({ name, value, unit, timestamp, dimensions }: Metric): Struct =>
  new Struct(METRIC_SCHEMA, [name, value, unit, timestamp, new Map(Object.entries(dimensions))]);

/** Keys of a topic’s records: what is measured, so that compaction keeps the last value of each metric. */
export const metricKey = ({ name, dimensions }: Pick<Metric, 'name' | 'dimensions'>): string =>
  [
    name,
    ...Object.keys(dimensions)
      .sort()
      .map((dimension) => `${dimension}=${dimensions[dimension]}`),
  ].join(',');
