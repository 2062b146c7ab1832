import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineSourceTask } from '../../../config/define-task.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { STRING_SCHEMA } from '../../../connect/schema.ts';
import { METRIC_SCHEMA, metricKey, metricStruct } from '../metric.ts';
import { hostSourceConfig } from './config.ts';
import { createMeasure } from './measure.ts';

/** How long a poll waits for the next measurement, at most. */
const WAIT_MS = 500;

/** Our own: a record for each metric, at each interval. */
export const hostSourceTask = defineSourceTask(hostSourceConfig, async (config) => {
  const host = hostname();
  const sourcePartition = { host };
  const measure = createMeasure(config);
  let dueAt = 0;

  return {
    poll: async (signal) => {
      const waitMs = dueAt - Date.now();
      if (waitMs > 0) await sleep(Math.min(waitMs, WAIT_MS), undefined, { signal }).catch(() => {});
      const timestamp = Date.now();
      if (signal.aborted || timestamp < dueAt) return null;
      const readings = await measure();
      dueAt = timestamp + config['interval.ms'];
      return readings.map((reading): SourceRecord => {
        const metric = { ...reading, timestamp: new Date(timestamp), dimensions: { host, ...reading.dimensions } };
        return {
          sourcePartition,
          sourceOffset: { timestamp },
          topic: config['kafka.topic'],
          kafkaPartition: null,
          keySchema: STRING_SCHEMA,
          key: metricKey(metric),
          valueSchema: METRIC_SCHEMA,
          value: metricStruct(metric),
          timestamp,
          headers: [],
        };
      });
    },
  };
});
