/** Where CloudWatch keeps metrics, by worker, connector and task. */
export const METRIC_NAMESPACE = 'KafkaConnect';

/** Units as CloudWatch names them. */
type MetricUnit = 'Count' | 'Count/Second' | 'Milliseconds' | 'Percent' | 'None';

/** One metric: all that is said of it anywhere, and where its value comes from. */
export interface Metric<State> {
  /** A COUNTER only grows; a RATE is a gauge that CloudWatch works out itself. */
  readonly kind: 'COUNTER' | 'GAUGE' | 'RATE';
  readonly unit: MetricUnit;
  readonly help: string;
  /**
   * `INFO` for those that every function sends to CloudWatch, where each costs money; the others are sent under
   * `metrics.recording.level=DEBUG`. Prometheus gets all.
   */
  readonly level: 'INFO' | 'DEBUG';
  /** False for what Kafka Connect does not have. @default true */
  readonly isKafkas?: boolean;
  /** @returns `undefined` while there is nothing to tell. */
  read(state: State): number | undefined;
}

/** Metrics of one kind of thing, under the names of Kafka Connect's attributes. */
export interface MetricGroup<State> {
  /** The `type` of Kafka's MBean, such as `sink-task-metrics`. */
  readonly type: string;
  readonly metrics: Readonly<Record<string, Metric<State>>>;
}

/** What a thing is told apart by: `connector`, `task`. */
export type Labels = Readonly<Record<string, string>>;

/** A metric's value now. */
export interface Reading {
  readonly type: string;
  readonly name: string;
  readonly metric: Omit<Metric<never>, 'read'>;
  readonly labels: Labels;
  readonly value: number;
}

/** The values of all metrics of one thing. */
export const readGroup = <State>({ type, metrics }: MetricGroup<State>, labels: Labels, state: State) =>
  Object.entries(metrics).flatMap(([name, metric]): readonly Reading[] => {
    const value = metric.read(state);
    return value === undefined ? [] : [{ type, name, metric, labels, value }];
  });
