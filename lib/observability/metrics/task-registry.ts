import { createTaskErrorCounts, type MutableTaskErrorCounts } from '../../runtime/errors/task-error-counts.ts';
import type { SinkTaskMeter, SourceTaskMeter, TaskMeters } from '../../runtime/task-meters.ts';
import { type Labels, type Reading, readGroup } from './metric.ts';
import {
  connectorTaskMetrics,
  sinkTaskMetrics,
  sourceTaskMetrics,
  startupMetrics,
  taskErrorMetrics,
} from './metrics.ts';
import {
  createSinkTaskState,
  createSourceTaskState,
  type Measuring,
  type SinkTaskState,
  type SourceTaskState,
  sinkTaskMeter,
  sourceTaskMeter,
} from './task-state.ts';

/** What is known of one task. */
export interface TaskReadings {
  readonly connector: string;
  readonly task: number;
  /** Written to Kafka by a source, put by a sink. */
  readonly records: number;
  readonly readings: readonly Reading[];
}

/** Measures the tasks of a process. */
export interface TaskRegistry extends TaskMeters {
  tasks(): readonly TaskReadings[];
  startups(): readonly Reading[];
  /** Forgets what was measured, of tasks that are not to be kept. */
  forget(keep?: (connector: string, task: number) => boolean): void;
}

type Known =
  | { readonly kind: 'source'; readonly state: SourceTaskState; readonly meter: SourceTaskMeter }
  | { readonly kind: 'sink'; readonly state: SinkTaskState; readonly meter: SinkTaskMeter };

interface Entry {
  readonly connector: string;
  readonly task: number;
  readonly known: Known;
}

const readingsOf = ({ connector, task, known }: Entry): TaskReadings => {
  const labels: Labels = { connector, task: String(task) };
  const shared = [
    ...readGroup(connectorTaskMetrics, labels, known.state),
    ...readGroup(taskErrorMetrics, labels, known.state.errors),
  ];
  return known.kind === 'source'
    ? {
        connector,
        task,
        records: known.state.written.total(),
        readings: [...shared, ...readGroup(sourceTaskMetrics, labels, known.state)],
      }
    : {
        connector,
        task,
        records: known.state.sent.total(),
        readings: [...shared, ...readGroup(sinkTaskMetrics, labels, known.state)],
      };
};

export const createTaskRegistry = (measuring: Measuring): TaskRegistry => {
  const entries = new Map<string, Entry>();
  /** A warm task counts its errors in the same object for as long as it lives. */
  const errorCounts = new Map<string, MutableTaskErrorCounts>();
  let startups = { attempts: 0, failures: 0 };

  const errorsOf = (key: string): MutableTaskErrorCounts => {
    const known = errorCounts.get(key) ?? createTaskErrorCounts();
    errorCounts.set(key, known);
    return known;
  };

  const source = (key: string): Known & { kind: 'source' } => {
    const state = createSourceTaskState(measuring, errorsOf(key));
    return { kind: 'source', state, meter: sourceTaskMeter(state, measuring) };
  };

  const sink = (key: string): Known & { kind: 'sink' } => {
    const state = createSinkTaskState(measuring, errorsOf(key));
    return { kind: 'sink', state, meter: sinkTaskMeter(state, measuring) };
  };

  return {
    source: (connector, task) => {
      const key = `${connector} ${task}`;
      const old = entries.get(key)?.known;
      const known = old?.kind === 'source' ? old : source(key);
      entries.set(key, { connector, task, known });
      // What an earlier run had in flight is that run's no more.
      known.state.activeNow = 0;
      return known.meter;
    },
    sink: (connector, task) => {
      const key = `${connector} ${task}`;
      const old = entries.get(key)?.known;
      const known = old?.kind === 'sink' ? old : sink(key);
      if (known !== old) entries.set(key, { connector, task, known });
      return known.meter;
    },
    started: (_, succeeded) => {
      startups = { attempts: startups.attempts + 1, failures: startups.failures + (succeeded ? 0 : 1) };
    },
    tasks: () => [...entries.values()].map(readingsOf),
    startups: () => readGroup(startupMetrics, {}, startups),
    forget: (keep = () => false) => {
      for (const [key, { connector, task }] of entries) {
        if (keep(connector, task)) continue;
        entries.delete(key);
        Object.assign(errorsOf(key), createTaskErrorCounts());
      }
    },
  };
};
