import type { MutableTaskErrorCounts } from '../../runtime/errors/task-error-counts.ts';
import type { SinkTaskMeter, SourceTaskMeter } from '../../runtime/task-meters.ts';
import { createSampledStat, type SampledStat } from './sampled-stat.ts';

/** How a task measures: time, and how far its averages look back. */
export interface Measuring {
  now(): number;
  readonly sampleWindowMs: number;
}

/** What is known of any task. */
export interface TaskState {
  readonly errors: MutableTaskErrorCounts;
  readonly batchSize: SampledStat;
  readonly commitTime: SampledStat;
  /** 1 for a commit that succeeded, 0 for one that did not. */
  readonly commitSuccess: SampledStat;
}

export interface SourceTaskState extends TaskState {
  readonly polled: SampledStat;
  readonly pollTime: SampledStat;
  readonly transactionSize: SampledStat;
  readonly written: SampledStat;
  readonly active: SampledStat;
  readonly lag: SampledStat;
  activeNow: number;
  /** Milliseconds since the epoch. */
  lastPollAt: number | undefined;
  lastRecordAt: number | undefined;
  lagNow: number | undefined;
}

export interface SinkTaskState extends TaskState {
  readonly read: SampledStat;
  readonly sent: SampledStat;
  readonly putTime: SampledStat;
  readonly completed: SampledStat;
  readonly skipped: SampledStat;
  readonly active: SampledStat;
  readonly latency: SampledStat;
  readonly latencyMax: SampledStat;
  readonly partitions: Set<string>;
  activeNow: number;
  /** Records of the partition that has most of them in hand. */
  lagNow: number;
  lastRecordAt: number | undefined;
}

type Stat = () => SampledStat;

const taskState = (stat: Stat, errors: MutableTaskErrorCounts): TaskState => ({
  errors,
  batchSize: stat(),
  commitTime: stat(),
  commitSuccess: stat(),
});

const stats =
  ({ now, sampleWindowMs }: Measuring): Stat =>
  () =>
    createSampledStat(sampleWindowMs, now);

const metering = ({ errors, commitTime, commitSuccess }: TaskState) => ({
  errors,
  committed: (succeeded: boolean, timeMs: number): void => {
    commitSuccess.record(succeeded ? 1 : 0);
    if (succeeded) commitTime.record(timeMs);
  },
});

export const createSourceTaskState = (measuring: Measuring, errors: MutableTaskErrorCounts): SourceTaskState => {
  const stat = stats(measuring);
  return {
    ...taskState(stat, errors),
    polled: stat(),
    pollTime: stat(),
    transactionSize: stat(),
    written: stat(),
    active: stat(),
    lag: stat(),
    activeNow: 0,
    lastPollAt: undefined,
    lastRecordAt: undefined,
    lagNow: undefined,
  };
};

export const createSinkTaskState = (measuring: Measuring, errors: MutableTaskErrorCounts): SinkTaskState => {
  const stat = stats(measuring);
  return {
    ...taskState(stat, errors),
    read: stat(),
    sent: stat(),
    putTime: stat(),
    completed: stat(),
    skipped: stat(),
    active: stat(),
    latency: stat(),
    latencyMax: stat(),
    partitions: new Set(),
    activeNow: 0,
    lagNow: 0,
    lastRecordAt: undefined,
  };
};

/** Follows `AbstractWorkerSourceTask.SourceTaskMetricsGroup`. */
export const sourceTaskMeter = (state: SourceTaskState, { now }: Measuring): SourceTaskMeter => ({
  ...metering(state),
  polled: (records, timeMs) => {
    state.lastPollAt = now();
    const last = records.at(-1);
    if (last === undefined) return;
    state.lastRecordAt = state.lastPollAt;
    state.polled.record(records.length);
    state.batchSize.record(records.length);
    state.pollTime.record(timeMs);
    state.activeNow += records.length;
    state.active.record(state.activeNow);
    if (last.timestamp === null) return;
    state.lagNow = Math.max(0, state.lastPollAt - last.timestamp);
    state.lag.record(state.lagNow);
  },
  acknowledged: (records, written) => {
    state.written.record(written);
    state.activeNow = Math.max(0, state.activeNow - records);
    state.active.record(state.activeNow);
  },
  transaction: (records) => state.transactionSize.record(records),
});

/** Follows `WorkerSinkTask.SinkTaskMetricsGroup`. */
export const sinkTaskMeter = (state: SinkTaskState, { now }: Measuring): SinkTaskMeter => ({
  ...metering(state),
  read: (partitions) => {
    let count = 0;
    for (const { topic, partition, records } of partitions) {
      count += records.length;
      state.lagNow = Math.max(state.lagNow, records.length);
      state.partitions.add(`${topic}-${partition}`);
    }
    state.lastRecordAt = now();
    state.read.record(count);
    state.batchSize.record(count);
    state.activeNow += count;
    state.active.record(state.activeNow);
  },
  put: (records, timeMs) => {
    state.sent.record(records);
    state.putTime.record(timeMs);
  },
  delivered: (partitions, isComplete) => {
    const at = now();
    for (const { records } of partitions) {
      const [oldest] = records;
      const newest = records.at(-1);
      state.activeNow = Math.max(0, state.activeNow - records.length);
      if (!isComplete || oldest === undefined || newest === undefined) continue;
      // Of a batch the middle between its ends: reading every record's timestamp would cost more than it tells.
      state.latency.record(Math.max(0, at - (oldest.timestamp + newest.timestamp) / 2));
      state.latencyMax.record(Math.max(0, at - oldest.timestamp));
    }
    state.lagNow = 0;
    state.active.record(state.activeNow);
    (isComplete ? state.completed : state.skipped).record(1);
  },
});
