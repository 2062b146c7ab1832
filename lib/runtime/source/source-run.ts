import { asError } from '../../connect/errors.ts';
import { ProducerFencedError } from '../../kafka/producer-fenced-error.ts';
import { FencedError } from '../../storage/offset-backing-store.ts';
import type { Lease } from '../../storage/status-backing-store.ts';
import { formatTrace } from '../errors/trace.ts';
import { fenceOlderGenerations } from '../exactly-once/fence-older-generations.ts';
import { startHeartbeat } from '../heartbeat.ts';
import { assignmentOf, leaseOwner, otherGenerationRuns, type TaskAssignment } from '../task-assignment.ts';
import { createTaskSecrets, type TaskSecrets } from '../task-secrets.ts';
import { runSourcePipeline } from './source-pipeline.ts';
import { RunEnded, type SourceRunOutcome, type SourceRunRequest, type SourceRuntime } from './source-runtime.ts';

const currentAssignment = async (
  { storage }: SourceRuntime,
  { connector, task }: SourceRunRequest,
): Promise<TaskAssignment | undefined> => {
  const [state, { tasks }] = await Promise.all([
    storage.configs.connector(connector),
    storage.statuses.status(connector),
  ]);
  const assignment = assignmentOf(state, task);
  const status = tasks.find((one) => one.task === task);
  const failed = status?.state === 'FAILED' && status.generation === assignment?.generation;
  return failed ? undefined : assignment;
};

/** Renews the lease and watches the configuration for as long as the run lasts. */
const watch = (
  runtime: SourceRuntime,
  request: SourceRunRequest,
  held: {
    readonly lease: Lease;
    readonly assignment: TaskAssignment;
    readonly secrets: TaskSecrets;
    readonly end: (outcome: SourceRunOutcome) => void;
  },
): (() => Promise<void>) => {
  const { storage, clock, log } = runtime;
  let { lease } = held;
  const beat = async (): Promise<void> => {
    try {
      const now = clock.now();
      if (lease.expiresAt - now < (2 * runtime.leaseTtlMs) / 3)
        lease = await storage.statuses.renewLease(lease, now + runtime.leaseTtlMs);
      const state = await storage.configs.connector(request.connector);
      if (assignmentOf(state, request.task)?.incarnation !== held.assignment.incarnation) held.end('CHANGED');
      // Not waited for: a provider may be slow, the lease may not.
      void held.secrets.haveChanged().then((changed) => changed && held.end('CHANGED'));
    } catch (error) {
      if (error instanceof FencedError) held.end('FENCED');
      else log.warn('heartbeat failed; the lease lasts a while yet', { cause: asError(error).message });
    }
  };
  return startHeartbeat(clock, runtime.heartbeatMs, beat);
};

const fail = async (
  { storage, workerId, log }: SourceRuntime,
  { connector, task, pluginVersion }: SourceRunRequest,
  generation: number,
  error: Error,
): Promise<void> => {
  const trace = formatTrace(error);
  log.error(`task ${connector}-${task} failed`, { trace });
  await storage.statuses.putTaskStatusSafe(connector, {
    task,
    state: 'FAILED',
    workerId,
    generation,
    trace,
    version: pluginVersion,
  });
};

/** Milliseconds until a run must stop reading, so that what is in flight still lands and its offsets are stored. */
const timeForReading = ({ clock, worker }: SourceRuntime, { deadline }: SourceRunRequest): number => {
  const left = deadline - clock.now();
  return Math.max(0, left - Math.min(worker.parsed['offset.flush.timeout.ms'], left / 2));
};

interface HeldLease {
  readonly assignment: TaskAssignment;
  readonly secrets: TaskSecrets;
  readonly lease: Lease;
  onAbandoned(): void;
}

/** A run that was taken over is no failure of the task: the newer one goes on. */
const isFenced = (error: unknown): boolean => error instanceof FencedError || error instanceof ProducerFencedError;

const runHolding = async (
  runtime: SourceRuntime,
  request: SourceRunRequest,
  { assignment, lease, secrets, onAbandoned }: HeldLease,
): Promise<SourceRunOutcome> => {
  const ended = new AbortController();
  const end = (outcome: SourceRunOutcome): void => ended.abort(new RunEnded(outcome));
  const stop = (): void => end('STOPPED');
  request.signal.addEventListener('abort', stop, { once: true });
  if (request.signal.aborted) stop();
  const stopWatching = watch(runtime, request, { lease, assignment, secrets, end });
  void runtime.clock.sleep(timeForReading(runtime, request), ended.signal).then(() => end('WORK_LEFT'));
  try {
    return await runSourcePipeline(runtime, request, {
      secrets,
      assignment,
      lease,
      signal: ended.signal,
      onAbandoned,
    });
  } catch (error) {
    if (isFenced(error)) {
      runtime.log.warn('the run was fenced off', { cause: secrets.hide(asError(error)).message });
      return 'FENCED';
    }
    await fail(runtime, request, assignment.generation, secrets.hide(asError(error)));
    return 'FAILED';
  } finally {
    end('STOPPED');
    request.signal.removeEventListener('abort', stop);
    await stopWatching();
  }
};

/**
 * Runs a source task until it is idle, its time is up, or its configuration changes; the serverless counterpart of
 * `org.apache.kafka.connect.runtime.WorkerSourceTask`. May die at any instruction: offsets are stored only behind what
 * Kafka has acknowledged, so the next run goes on from there.
 */
export const runSourceTask = async (runtime: SourceRuntime, request: SourceRunRequest): Promise<SourceRunOutcome> => {
  const { connector, task } = request;
  const { storage, clock } = runtime;
  const assignment = await currentAssignment(runtime, request);
  if (assignment === undefined) return 'NOT_WANTED';
  const secrets = createTaskSecrets(runtime, assignment);
  try {
    if (!(await fenceOlderGenerations(runtime, request, { assignment, secrets }))) return 'BUSY';
  } catch (error) {
    if (isFenced(error)) return 'BUSY';
    await fail(runtime, request, assignment.generation, secrets.hide(asError(error)));
    return 'FAILED';
  }
  const now = clock.now();
  const owner = leaseOwner(runtime.workerId, assignment.generation, request.runId);
  const lease = await storage.statuses.acquireLease({
    connector,
    task,
    owner,
    now,
    expiresAt: now + runtime.leaseTtlMs,
  });
  if (lease === undefined) return 'BUSY';
  let mayRelease = true;
  const onAbandoned = (): void => {
    mayRelease = false;
  };
  try {
    if (await otherGenerationRuns(storage.statuses, connector, assignment.generation, now)) return 'BUSY';
    return await runHolding(runtime, request, { assignment, lease, secrets, onAbandoned });
  } finally {
    if (mayRelease) await storage.statuses.releaseLease(lease);
  }
};
