import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type Labels, METRIC_NAMESPACE, type Reading } from '../observability/metrics/metric.ts';

const UNITS = {
  Count: MetricUnit.Count,
  'Count/Second': MetricUnit.CountPerSecond,
  Milliseconds: MetricUnit.Milliseconds,
  Percent: MetricUnit.Percent,
  None: MetricUnit.NoUnit,
} as const;

export interface EmfMetricsOptions {
  readonly worker: string;
  /** Kafka Connect's `metrics.recording.level`. */
  readonly recordingLevel: 'INFO' | 'DEBUG';
}

/** Sends readings to CloudWatch, as one line of the log for each set of labels. */
export interface EmfMetrics {
  publish(readings: readonly Reading[], labels: Labels): void;
}

/**
 * CloudWatch's embedded metric format: Lambda takes the line from the log, nothing is called. Rates are left out, since
 * CloudWatch makes them of the counts; counts are of this invocation, whose sum over time is the total. A count of nothing is not
 * sent, because every metric costs money in each hour that it has a value in.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const createEmfMetrics = ({ worker, recordingLevel }: EmfMetricsOptions): EmfMetrics => {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: worker });
  // The worker is what Powertools calls the service.
  metrics.clearDefaultDimensions();
  const isSent = ({ metric, value }: Reading): boolean =>
    metric.kind !== 'RATE' &&
    !(metric.kind === 'COUNTER' && value === 0) &&
    (metric.level === 'INFO' || recordingLevel === 'DEBUG');
  return {
    publish: (readings, labels) => {
      const sent = readings.filter(isSent);
      if (sent.length === 0) return;
      metrics.addDimensions({ worker, ...labels });
      for (const { name, metric, value } of sent) metrics.addMetric(name, UNITS[metric.unit], value);
      metrics.publishStoredMetrics();
    },
  };
};
