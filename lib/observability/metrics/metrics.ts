import type { TaskErrorCounts } from '../../runtime/errors/task-error-counts.ts';
import type { Metric, MetricGroup } from './metric.ts';
import type { SinkTaskState, SourceTaskState, TaskState } from './task-state.ts';
import type { ConnectorTaskCounts, InvocationState, StartupCounts, WorkerCounts } from './worker-state.ts';

/**
 * Every metric there is, under the names of Kafka Connect's (KIP-196, KIP-475); `docs/metrics.md` is this table. Averages, maxima
 * and rates look back as Kafka's do.
 */

const total = <S>(help: string, read: (state: S) => number, level: 'INFO' | 'DEBUG' = 'INFO'): Metric<S> => ({
  kind: 'COUNTER',
  unit: 'Count',
  help,
  level,
  read,
});

const rate = <S>(help: string, read: (state: S) => number | undefined): Metric<S> => ({
  kind: 'RATE',
  unit: 'Count/Second',
  help,
  level: 'DEBUG',
  read,
});

const count = <S>(help: string, read: (state: S) => number | undefined): Metric<S> => ({
  kind: 'GAUGE',
  unit: 'Count',
  help,
  level: 'DEBUG',
  read,
});

const milliseconds = <S>(
  help: string,
  read: (state: S) => number | undefined,
  level: 'INFO' | 'DEBUG' = 'DEBUG',
): Metric<S> => ({ kind: 'GAUGE', unit: 'Milliseconds', help, level, read });

const own = <S>(metric: Metric<S>): Metric<S> => ({ ...metric, isKafkas: false });

const percent = (share: number | undefined): number | undefined => (share === undefined ? undefined : share * 100);
const without = (share: number | undefined): number | undefined => (share === undefined ? undefined : 1 - share);

export const connectorTaskMetrics: MetricGroup<TaskState> = {
  type: 'connector-task-metrics',
  metrics: {
    'batch-size-avg': count('Average number of records in a batch.', ({ batchSize }) => batchSize.avg()),
    'batch-size-max': count('Number of records in the largest batch.', ({ batchSize }) => batchSize.max()),
    'offset-commit-avg-time-ms': milliseconds('Average time to commit offsets.', ({ commitTime }) => commitTime.avg()),
    'offset-commit-max-time-ms': milliseconds('Longest time to commit offsets.', ({ commitTime }) => commitTime.max()),
    'offset-commit-success-percentage': {
      ...count('Share of commits that succeeded.', ({ commitSuccess }) => percent(commitSuccess.avg())),
      unit: 'Percent',
    },
    'offset-commit-failure-percentage': {
      ...count('Share of commits that failed.', ({ commitSuccess }) => percent(without(commitSuccess.avg()))),
      unit: 'Percent',
    },
  },
};

export const sourceTaskMetrics: MetricGroup<SourceTaskState> = {
  type: 'source-task-metrics',
  metrics: {
    'source-record-poll-total': total('Records polled, before transformations.', ({ polled }) => polled.total()),
    'source-record-poll-rate': rate('Records polled a second.', ({ polled }) => polled.rate()),
    'source-record-write-total': total('Records that Kafka has acknowledged.', ({ written }) => written.total()),
    'source-record-write-rate': rate('Records acknowledged a second.', ({ written }) => written.rate()),
    'source-record-active-count': count('Records polled but not acknowledged yet.', ({ activeNow }) => activeNow),
    'source-record-active-count-avg': count('Average of these.', ({ active }) => active.avg()),
    'source-record-active-count-max': count('Most of these.', ({ active }) => active.max()),
    'poll-batch-avg-time-ms': milliseconds('Average time of a poll.', ({ pollTime }) => pollTime.avg()),
    'poll-batch-max-time-ms': milliseconds('Longest time of a poll.', ({ pollTime }) => pollTime.max()),
    'transaction-size-avg': count('Average number of records in a transaction.', ({ transactionSize }) =>
      transactionSize.avg(),
    ),
    'transaction-size-max': count('Number of records in the largest transaction.', ({ transactionSize }) =>
      transactionSize.max(),
    ),
    'transaction-size-min': count('Number of records in the smallest transaction.', ({ transactionSize }) =>
      transactionSize.min(),
    ),
    'last-poll-timestamp': own(
      milliseconds('When the task was polled last, since the epoch.', ({ lastPollAt }) => lastPollAt),
    ),
    'last-record-timestamp': own(
      milliseconds('When a poll last brought a record, since the epoch.', ({ lastRecordAt }) => lastRecordAt),
    ),
    'source-record-lag-ms': own(
      milliseconds('How old the newest record was when it was polled, by its timestamp.', ({ lagNow }) => lagNow),
    ),
    'source-record-lag-max-ms': own(
      milliseconds('The most that the last record of a poll was behind.', ({ lag }) => lag.max(), 'INFO'),
    ),
  },
};

export const sinkTaskMetrics: MetricGroup<SinkTaskState> = {
  type: 'sink-task-metrics',
  metrics: {
    'sink-record-read-total': total('Records read from Kafka, before transformations.', ({ read }) => read.total()),
    'sink-record-read-rate': rate('Records read a second.', ({ read }) => read.rate()),
    'sink-record-send-total': total('Records put to the task, after transformations.', ({ sent }) => sent.total()),
    'sink-record-send-rate': rate('Records put a second.', ({ sent }) => sent.rate()),
    'sink-record-active-count': count('Records read but not committed yet.', ({ activeNow }) => activeNow),
    'sink-record-active-count-avg': count('Average of these.', ({ active }) => active.avg()),
    'sink-record-active-count-max': count('Most of these.', ({ active }) => active.max()),
    'sink-record-lag-max': count('Most records of one partition in hand, not committed yet.', ({ lagNow }) => lagNow),
    'partition-count': count('Partitions that records came from.', ({ partitions }) => partitions.size),
    'put-batch-avg-time-ms': milliseconds('Average time to put a batch.', ({ putTime }) => putTime.avg()),
    'put-batch-max-time-ms': milliseconds('Longest time to put a batch.', ({ putTime }) => putTime.max(), 'INFO'),
    'offset-commit-seq-no': count('Number of the last commit.', ({ completed }) => completed.total()),
    'offset-commit-completion-total': total('Batches done with.', ({ completed }) => completed.total(), 'DEBUG'),
    'offset-commit-completion-rate': rate('Batches done with a second.', ({ completed }) => completed.rate()),
    'offset-commit-skip-total': total('Batches that have to come again.', ({ skipped }) => skipped.total()),
    'offset-commit-skip-rate': rate('Batches a second that have to come again.', ({ skipped }) => skipped.rate()),
    'last-record-timestamp': own(
      milliseconds('When records came last, since the epoch.', ({ lastRecordAt }) => lastRecordAt),
    ),
    'end-to-end-latency-avg-ms': own(
      milliseconds("From a record's timestamp until it was flushed, on average.", ({ latency }) => latency.avg()),
    ),
    'end-to-end-latency-max-ms': own(
      milliseconds("The most from a record's timestamp until it was flushed.", (s) => s.latencyMax.max(), 'INFO'),
    ),
  },
};

/** Follows `ErrorHandlingMetrics` (KIP-298). */
export const taskErrorMetrics: MetricGroup<TaskErrorCounts> = {
  type: 'task-error-metrics',
  metrics: {
    'total-record-failures': total(
      'Attempts at a record that failed, those included that a retry made good.',
      (counts) => counts['total-record-failures'],
      'DEBUG',
    ),
    'total-record-errors': total('Records that failed for good.', (counts) => counts['total-record-errors']),
    'total-records-skipped': total(
      'Records that the task went on without.',
      (counts) => counts['total-records-skipped'],
    ),
    'total-retries': total('Attempts after the first one.', (counts) => counts['total-retries'], 'DEBUG'),
    'total-errors-logged': total('Errors that were logged.', (counts) => counts['total-errors-logged'], 'DEBUG'),
    'deadletterqueue-produce-requests': total(
      'Records given to the dead letter queue.',
      (counts) => counts['deadletterqueue-produce-requests'],
    ),
    'deadletterqueue-produce-failures': total(
      'Records that the dead letter queue did not take.',
      (counts) => counts['deadletterqueue-produce-failures'],
    ),
    'last-error-timestamp': milliseconds('When a record last failed for good, since the epoch.', (counts) =>
      counts['last-error-timestamp'] === 0 ? undefined : counts['last-error-timestamp'],
    ),
  },
};

const failureShare = ({ attempts, failures }: StartupCounts): number | undefined =>
  attempts === 0 ? undefined : failures / attempts;

const tasks = (what: string, read: (counts: ConnectorTaskCounts) => number): Metric<ConnectorTaskCounts> =>
  count(`Number of the connector's tasks${what}.`, read);

/** Of each connector (KIP-475). */
export const connectorTaskCountMetrics: MetricGroup<ConnectorTaskCounts> = {
  type: 'connect-worker-metrics',
  metrics: {
    'connector-total-task-count': tasks('', ({ total: all }) => all),
    'connector-running-task-count': tasks(' that are RUNNING', ({ RUNNING }) => RUNNING),
    'connector-paused-task-count': tasks(' that are PAUSED', ({ PAUSED }) => PAUSED),
    'connector-failed-task-count': {
      ...tasks(' that have FAILED', ({ FAILED }) => FAILED),
      level: 'INFO',
    },
    'connector-unassigned-task-count': tasks(' that wait to be set up', ({ UNASSIGNED }) => UNASSIGNED),
    'connector-restarting-task-count': tasks(' that are RESTARTING', ({ RESTARTING }) => RESTARTING),
    'connector-destroyed-task-count': tasks(' that were destroyed: never shown here, always 0', () => 0),
  },
};

const status = (what: string): Metric<undefined> => ({
  kind: 'GAUGE',
  unit: 'None',
  help: `1 for the state that ${what} is in, which the label \`status\` names.`,
  level: 'DEBUG',
  read: () => 1,
});

export const connectorStatusMetrics: MetricGroup<undefined> = {
  type: 'connector-metrics',
  metrics: { status: status('a connector') },
};

export const taskStatusMetrics: MetricGroup<undefined> = {
  type: 'connector-task-metrics',
  metrics: { status: status('a task') },
};

/** Starts of tasks: on Lambda each run of a source, and each warm-up of a sink, is one. */
export const startupMetrics: MetricGroup<StartupCounts> = {
  type: 'connect-worker-metrics',
  metrics: {
    'task-startup-attempts-total': total('Starts of tasks.', ({ attempts }) => attempts, 'DEBUG'),
    'task-startup-success-total': total(
      'Starts that succeeded.',
      ({ attempts, failures }) => attempts - failures,
      'DEBUG',
    ),
    'task-startup-failure-total': total('Starts that failed.', ({ failures }) => failures, 'DEBUG'),
    'task-startup-success-percentage': {
      ...count<StartupCounts>('Share of starts that succeeded.', (s) => percent(without(failureShare(s)))),
      unit: 'Percent',
    },
    'task-startup-failure-percentage': {
      ...count<StartupCounts>('Share of starts that failed.', (s) => percent(failureShare(s))),
      unit: 'Percent',
    },
  },
};

/** Of one invocation of a function; a worker that is a process has no such price. */
export const invocationMetrics: MetricGroup<InvocationState> = {
  type: 'invocation-metrics',
  metrics: {
    'invocation-cost-usd': own({
      kind: 'GAUGE',
      unit: 'None',
      help: 'What the invocation costs: its billed time at its memory, and the request.',
      level: 'INFO',
      read: ({ costUsd }) => costUsd,
    }),
    'cost-per-million-records-usd': own({
      kind: 'GAUGE',
      unit: 'None',
      help: 'The same a million records moved; nothing for an invocation that moved none.',
      level: 'INFO',
      read: ({ costUsd, records }) => (records === 0 ? undefined : (costUsd * 1e6) / records),
    }),
  },
};

export const workerMetrics: MetricGroup<WorkerCounts> = {
  type: 'connect-worker-metrics',
  metrics: {
    'connector-count': { ...count('Number of connectors.', ({ connectors }) => connectors), level: 'INFO' },
    'task-count': { ...count('Number of tasks.', ({ tasks: all }) => all), level: 'INFO' },
    'failed-connector-count': own({
      ...count('Number of connectors that have FAILED.', ({ failedConnectors }) => failedConnectors),
      level: 'INFO',
    }),
    'failed-task-count': own({
      ...count('Number of tasks that have FAILED.', ({ failedTasks }) => failedTasks),
      level: 'INFO',
    }),
  },
};

/** In the order in which they are documented. */
export const metricGroups = {
  connectorTask: connectorTaskMetrics,
  sourceTask: sourceTaskMetrics,
  sinkTask: sinkTaskMetrics,
  taskError: taskErrorMetrics,
  connectorStatus: connectorStatusMetrics,
  taskStatus: taskStatusMetrics,
  worker: workerMetrics,
  startup: startupMetrics,
  connectorTaskCount: connectorTaskCountMetrics,
  invocation: invocationMetrics,
} as const;
