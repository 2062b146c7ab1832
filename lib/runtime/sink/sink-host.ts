import { asError } from '../../connect/errors.ts';
import type { ConnectorState } from '../../storage/config-backing-store.ts';
import type { ConnectorStatus } from '../../storage/status-backing-store.ts';
import { formatTrace } from '../errors/trace.ts';
import { assignmentOf, type TaskAssignment } from '../task-assignment.ts';
import { deliverBatch } from './sink-batch.ts';
import {
  type PartitionFailure,
  type PartitionRecords,
  type SinkDelivery,
  type SinkRuntime,
  SinkUnavailableError,
} from './sink-runtime.ts';
import { type SinkTaskInstance, startSinkTask } from './sink-task-instance.ts';
import { sinkTaskOf } from './sink-topics.ts';

/** Runs the sink tasks of a process, warm from delivery to delivery, as a function's execution environments do. */
export interface SinkHost {
  /**
   * Delivers a batch.
   *
   * @returns what must be delivered again.
   * @throws SinkUnavailableError when the connector is not to run, or its task failed or fails now (its status says why).
   */
  deliver(delivery: SinkDelivery): Promise<readonly PartitionFailure[]>;
  /** Stops all tasks. */
  close(): Promise<void>;
}

interface Known {
  readonly readAt: number;
  readonly state: ConnectorState | undefined;
  readonly status: ConnectorStatus;
}

interface Idle {
  readonly incarnation: string;
  readonly instance: SinkTaskInstance;
}

export const createSinkHost = (runtime: SinkRuntime): SinkHost => {
  const { storage, clock, log } = runtime;
  const known = new Map<string, Known>();
  /** Tasks without a batch in hand, by `<connector> <task>`; a task never has two batches at once. */
  const idle = new Map<string, Idle[]>();

  const read = async (connector: string): Promise<Known> => {
    const cached = known.get(connector);
    if (cached !== undefined && clock.now() - cached.readAt < runtime.configRefreshMs) return cached;
    const [state, status] = await Promise.all([
      storage.configs.connector(connector),
      storage.statuses.status(connector),
    ]);
    const fresh = { readAt: clock.now(), state, status };
    known.set(connector, fresh);
    return fresh;
  };

  const fail = async (
    delivery: SinkDelivery,
    assignment: TaskAssignment,
    task: number,
    error: Error,
  ): Promise<never> => {
    const { connector, pluginVersion: version } = delivery;
    const trace = formatTrace(error);
    log.error(`task ${connector}-${task} failed`, { trace });
    const { generation } = assignment;
    known.delete(connector);
    await storage.statuses.putTaskStatusSafe(connector, {
      task,
      state: 'FAILED',
      workerId: runtime.workerId,
      generation,
      trace,
      version,
    });
    throw new SinkUnavailableError(`task ${connector}-${task} failed: ${error.message}`, { cause: error });
  };

  const take = async (
    key: string,
    delivery: SinkDelivery,
    assignment: TaskAssignment,
    task: number,
  ): Promise<SinkTaskInstance> => {
    const waiting = idle.get(key) ?? [];
    const fitting = waiting.findIndex(({ incarnation }) => incarnation === assignment.incarnation);
    if (fitting >= 0) {
      const [taken] = waiting.splice(fitting, 1);
      if (taken !== undefined && !(await taken.instance.secrets.haveChanged())) return taken.instance;
      await taken?.instance.close();
      return startSinkTask(runtime, delivery, assignment, task);
    }
    idle.delete(key);
    await Promise.all(waiting.map(({ instance }) => instance.close()));
    return startSinkTask(runtime, delivery, assignment, task);
  };

  const giveBack = (key: string, one: Idle): void => {
    const waiting = idle.get(key);
    if (waiting === undefined) idle.set(key, [one]);
    else waiting.push(one);
  };

  const deliverToTask = async (
    delivery: SinkDelivery,
    { state, status }: Known,
    task: number,
    partitions: readonly PartitionRecords[],
  ): Promise<readonly PartitionFailure[]> => {
    const { connector } = delivery;
    const assignment = assignmentOf(state, task);
    if (assignment === undefined) throw new SinkUnavailableError(`connector ${connector} is not running`);
    const own = status.tasks.find((one) => one.task === task);
    if (own?.state === 'FAILED' && own.generation === assignment.generation)
      throw new SinkUnavailableError(`task ${connector}-${task} has failed`);
    const key = `${connector} ${task}`;
    let instance: SinkTaskInstance | undefined;
    try {
      instance = await take(key, delivery, assignment, task);
      const failures = await deliverBatch(runtime, delivery, instance, partitions);
      giveBack(key, { incarnation: assignment.incarnation, instance });
      return failures;
    } catch (error) {
      await instance?.close();
      return fail(delivery, assignment, task, asError(error));
    }
  };

  return {
    deliver: async (delivery) => {
      const current = await read(delivery.connector);
      if (delivery.partitions.length === 0) return deliverToTask(delivery, current, 0, []);
      const byTask = new Map<number, PartitionRecords[]>();
      for (const one of delivery.partitions) {
        const task = sinkTaskOf(one.topic, current.state);
        byTask.set(task, [...(byTask.get(task) ?? []), one]);
      }
      const results = await Promise.all(
        [...byTask].map(([task, partitions]) => deliverToTask(delivery, current, task, partitions)),
      );
      return results.flat();
    },
    close: async () => {
      const all = [...idle.values()].flat();
      idle.clear();
      await Promise.all(all.map(({ instance }) => instance.close()));
    },
  };
};
