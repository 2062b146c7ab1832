import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryWidget,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE } from '../../lib/observability/metrics/metric.ts';
import type { WorkerFunction } from './worker-function.ts';

export interface MonitoringProps {
  readonly workerName: string;
  readonly sources: readonly WorkerFunction[];
  readonly sinks: readonly WorkerFunction[];
  readonly reconciler: WorkerFunction;
  readonly rest: WorkerFunction;
  readonly deadLetters: IQueue;
  /** Records that a sink may be behind. */
  readonly maxLag: number;
  /** Told of alarms. */
  readonly alarmTopic: ITopic | undefined;
}

const PERIOD = Duration.minutes(5);

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
const lag = ({ lambda }: WorkerFunction): Metric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'OffsetLag',
    dimensionsMap: { FunctionName: lambda.functionName },
    statistic: 'Maximum',
    period: PERIOD,
  });

const each = (functions: readonly WorkerFunction[], metric: 'Errors' | 'Throttles' | 'Duration' | 'Invocations') =>
  functions.map(({ lambda }) => lambda[`metric${metric}`]({ period: PERIOD, label: lambda.functionName }));

/** A dashboard of a worker, and alarms for what needs somebody. */
export class Monitoring extends Construct {
  private readonly props: MonitoringProps;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.props = props;
    const failed = this.failures();
    const { workerName, deadLetters, reconciler, sinks } = props;
    const waiting = deadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD });
    // Between two passes nothing is known, which is no reason to think that all is well.
    this.alarm(
      'FailedTasks',
      `Connectors or tasks of worker ${workerName} have failed`,
      failed,
      1,
      1,
      TreatMissingData.IGNORE,
    );
    this.alarm('DeadLetters', `Events of worker ${workerName} were given up`, waiting, 1);
    this.alarm(
      'ReconcilerErrors',
      `Worker ${workerName} can't bring about what is configured`,
      reconciler.lambda.metricErrors({ period: PERIOD }),
      1,
      3,
    );
    for (const fn of this.functions())
      this.alarm(
        `Throttles-${fn.node.id}`,
        `${fn.node.id} of worker ${workerName} is throttled`,
        fn.lambda.metricThrottles({ period: PERIOD }),
        1,
        3,
      );
    for (const fn of sinks)
      this.alarm(`Lag-${fn.node.id}`, `${fn.node.id} of worker ${workerName} falls behind`, lag(fn), props.maxLag, 3);
    this.dashboard(failed, waiting);
  }

  private functions(): readonly WorkerFunction[] {
    const { sources, sinks, reconciler, rest } = this.props;
    return [...sources, ...sinks, reconciler, rest];
  }

  /** The reconciler counts at every pass; a failed task stays one until somebody restarts it. */
  private failures(): IMetric {
    const failed = (metricName: string): Metric =>
      new Metric({
        namespace: METRIC_NAMESPACE,
        metricName,
        dimensionsMap: { worker: this.props.workerName },
        statistic: 'Maximum',
        period: PERIOD,
      });
    return new MathExpression({
      expression: 'connectors + tasks',
      label: 'failed connectors and tasks',
      usingMetrics: { connectors: failed('failed-connector-count'), tasks: failed('failed-task-count') },
      period: PERIOD,
    });
  }

  /** One line a task, whatever tasks there will be. */
  private ofTasks(metricName: string, statistic: 'Sum' | 'Maximum'): IMetric {
    const { workerName } = this.props;
    return new MathExpression({
      expression: `SEARCH('{${METRIC_NAMESPACE},worker,connector,task} MetricName="${metricName}" worker="${workerName}"', '${statistic}', ${PERIOD.toSeconds()})`,
      label: metricName,
      usingMetrics: {},
      period: PERIOD,
    });
  }

  private alarm(
    id: string,
    alarmDescription: string,
    metric: IMetric,
    threshold: number,
    evaluationPeriods = 1,
    treatMissingData = TreatMissingData.NOT_BREACHING,
  ): void {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData,
    });
    if (this.props.alarmTopic !== undefined) alarm.addAlarmAction(new SnsAction(this.props.alarmTopic));
  }

  private dashboard(failed: IMetric, waiting: IMetric): void {
    const { workerName, sources, sinks } = this.props;
    const all = this.functions();
    const graph = (title: string, left: readonly IMetric[]) =>
      new GraphWidget({ title, left: [...left], width: 12, height: 6, period: PERIOD });
    new Dashboard(this, 'Dashboard', {
      dashboardName: `kafka-connect-${workerName}`,
      widgets: [
        [
          graph('Failed tasks, given-up events', [failed, waiting]),
          graph(
            'Lag of sinks',
            sinks.map((fn) => lag(fn).with({ label: fn.lambda.functionName })),
          ),
        ],
        [
          graph('Records of sources', [this.ofTasks('source-record-write-total', 'Sum')]),
          graph('Records of sinks', [this.ofTasks('sink-record-send-total', 'Sum')]),
        ],
        [
          graph('Source lag, ms', [this.ofTasks('source-record-lag-max-ms', 'Maximum')]),
          graph('From record to target, ms', [this.ofTasks('end-to-end-latency-max-ms', 'Maximum')]),
        ],
        [
          graph('Failed and skipped records, dead letters', [
            this.ofTasks('total-record-errors', 'Sum'),
            this.ofTasks('total-records-skipped', 'Sum'),
            this.ofTasks('deadletterqueue-produce-requests', 'Sum'),
          ]),
          graph('Cost, US dollars', [this.ofTasks('invocation-cost-usd', 'Sum')]),
        ],
        [graph('Runs of sources', each(sources, 'Invocations')), graph('Batches of sinks', each(sinks, 'Invocations'))],
        [
          graph('Duration', each(all, 'Duration')),
          graph('Errors and throttles', [...each(all, 'Errors'), ...each(all, 'Throttles')]),
        ],
        [
          new LogQueryWidget({
            title: 'Errors',
            logGroupNames: all.map(({ logGroup }) => logGroup.logGroupName),
            queryLines: [
              'fields @timestamp, service, message, facts.cause',
              'filter level = "ERROR"',
              'sort @timestamp desc',
              'limit 50',
            ],
            width: 24,
          }),
        ],
      ],
    });
  }
}
