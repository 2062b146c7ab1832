import { Double } from 'mongodb';
import type { BsonValue } from '../bson-value.ts';
import type { SinkTopicConfig } from './config.ts';
import { parseDatePattern } from './date-pattern.ts';
import { parseDate } from './parse-date.ts';
import type { PostProcessor } from './post-processors.ts';

const millisOf = (value: BsonValue): number | null => {
  if (value instanceof Double) return Math.trunc(value.value);
  return typeof value === 'number' || typeof value === 'bigint' ? Math.trunc(Number(value)) : null;
};

/** Makes the time of a measurement a date where it can; follows `TimeseriesTimeFieldAutoConversion`. */
export const createTimeConversion = (config: SinkTopicConfig): PostProcessor => {
  const field = config['timeseries.timefield'];
  const pattern = parseDatePattern(config['timeseries.timefield.auto.convert.date.format']);
  return ({ value }) => {
    const time = value?.[field];
    if (value === null || time === undefined) return;
    const millis = typeof time === 'string' ? parseDate(time, pattern) : millisOf(time);
    if (millis !== null) value[field] = new Date(millis);
  };
};
