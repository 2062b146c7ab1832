import { sourceConnectorConfig } from '../config/common/source-connector-config.ts';
import { parseConfig } from '../config/parse-config.ts';
import { asError } from '../connect/errors.ts';
import type { SourceRecord } from '../connect/record.ts';
import type { KafkaAdmin } from '../kafka/port.ts';
import type { Lease } from '../storage/status-backing-store.ts';
import { createAcknowledgedOffsets } from './acknowledged-offsets.ts';
import { clientSettings } from './client-settings.ts';
import { createTransformations } from './create-transformations.ts';
import { createOffsetFlusher } from './offset-flusher.ts';
import { createConverters } from './record-plugins.ts';
import { createResources, type Resources } from './resources.ts';
import { createSourceChain } from './source-chain.ts';
import { createSourceConverter } from './source-convert.ts';
import { createSourceDeadLetters, LETTER_PRODUCER } from './source-dead-letters.ts';
import { createSourceErrors } from './source-errors.ts';
import { orGiveUp, type Pipeline, pump, withinGrace } from './source-pump.ts';
import type { SourceRunOutcome, SourceRunRequest, SourceRuntime } from './source-runtime.ts';
import { createSourceSender, type OutgoingRecord } from './source-sender.ts';
import { createSourceTaskContext } from './source-task-context.ts';
import { createStageRetries } from './stage-retries.ts';
import type { TaskAssignment } from './task-assignment.ts';
import { createTaskErrorCounts } from './task-error-counts.ts';
import { createTolerance } from './tolerance.ts';
import { createTopicCreator } from './topic-creation.ts';
import { createTopicTracker } from './topic-tracking.ts';
import { createTransformationChain } from './transformation-chain.ts';

/** What a run holds while it may read. */
export interface HeldTask {
  readonly assignment: TaskAssignment;
  readonly lease: Lease;
  /** Fires with a {@link RunEnded} when the run must end. */
  readonly signal: AbortSignal;
}

/** How long a producer may need for a batch, brokers' restarts included; as Kafka's `delivery.timeout.ms`. */
const DELIVERY_TIMEOUT_MS = 120_000;

const openPipeline = async (
  runtime: SourceRuntime,
  request: SourceRunRequest,
  { assignment, lease }: HeldTask,
  resources: Resources,
): Promise<Pipeline> => {
  const { storage, kafka, worker, clock } = runtime;
  const { connector, task: number } = request;
  const [connectorConfig, taskConfig] = await Promise.all([
    runtime.resolveConfig(assignment.connectorConfig),
    runtime.resolveConfig(assignment.taskConfig),
  ]);
  const config = parseConfig(sourceConnectorConfig, connectorConfig);
  const atMostOnce = config['delivery.guarantee'] === 'at_most_once';
  const errorCounts = createTaskErrorCounts();
  const tolerance = createTolerance({
    config,
    task: `${connector}-${number}`,
    log: runtime.log,
    clock,
    counts: errorCounts,
  });
  const converters = createConverters(runtime.plugins, connectorConfig, worker);
  const transformations = createTransformations(runtime.plugins, connectorConfig);
  const chain = createSourceChain(createTransformationChain(transformations), converters);

  const admin = resources.lazy(
    () => kafka.admin(clientSettings('admin', worker.raw, connectorConfig)),
    (client: KafkaAdmin) => client.close(),
  );
  const deadLetters = createSourceDeadLetters({ config, connector, task: number, plugins: runtime.plugins, admin });
  const errors = createSourceErrors({ tolerance, deadLetters, counts: errorCounts });
  const createTopics = createTopicCreator(worker.parsed['topic.creation.enable'] ? connectorConfig : {}, admin);
  const trackTopics = createTopicTracker(worker, storage.statuses, { connector, task: number, clock });
  const producer = await kafka.producer({
    ...(deadLetters && LETTER_PRODUCER),
    ...clientSettings('producer', worker.raw, connectorConfig),
  });
  resources.add(() => producer.close());

  const context = createSourceTaskContext({
    connector,
    task: number,
    configs: taskConfig,
    storage,
    log: runtime.log,
    onError: (error) => runtime.log.warn('task reconfiguration failed', { cause: asError(error).message }),
  });
  const task = await request.plugin.start(taskConfig, context);
  resources.add(async () => task.stop?.());

  const acknowledged = createAcknowledgedOffsets();
  const flusher = createOffsetFlusher({
    offsets: storage.offsets,
    lease,
    acknowledged,
    log: runtime.log,
    commit: async () => task.commit?.(),
  });
  const recordsOf = (batch: readonly OutgoingRecord[]): readonly SourceRecord[] => batch.map(({ record }) => record);
  const sender = createSourceSender({
    producer,
    clock,
    deliveryTimeoutMs: DELIVERY_TIMEOUT_MS,
    mayRepeat: !atMostOnce,
    beforeSend: async (batch) => {
      const letters = batch.filter(({ out }) => out !== null && deadLetters?.isLetter(out));
      if (letters.length > 0) await deadLetters?.prepare();
      const topics = new Set(
        batch.flatMap(({ out }) => (out === null || deadLetters?.isLetter(out) ? [] : [out.topic])),
      );
      await createTopics(topics);
      await trackTopics(topics);
      if (!atMostOnce) return;
      acknowledged.add(recordsOf(batch));
      await flusher.finish();
    },
    onRejected: ({ record, out }, error) => errors.refused(record, out, error),
    onAcknowledged: (batch, positions) => {
      if (!atMostOnce) acknowledged.add(recordsOf(batch));
      const { commitRecord } = task;
      if (commitRecord === undefined) return;
      batch.forEach(({ record, out }, index) => {
        const isLost = out === null || deadLetters?.isLetter(out);
        commitRecord(record, isLost ? null : (positions[index] ?? null));
      });
    },
  });
  const retries = createStageRetries({ config, clock, counts: errorCounts });
  return { task, convert: createSourceConverter({ chain, retries, errors }), sender, flusher, errorCounts };
};

/** Lets what is in flight land, for as long as a flush may take, and stores the offsets behind it. */
const settle = async (runtime: SourceRuntime, { sender, flusher }: Pipeline): Promise<void> => {
  const settled = new AbortController();
  const timeout = runtime.clock.sleep(runtime.worker.parsed['offset.flush.timeout.ms'], settled.signal);
  try {
    await Promise.race([sender.drain(), timeout]);
  } finally {
    settled.abort();
    sender.abandon();
    await flusher.finish();
  }
};

/**
 * Reads, transforms, converts and sends until the run ends, then stores the last offsets, also when the task failed.
 *
 * @throws FencedError when a newer run has taken over; any other error is the task's failure.
 */
export const runSourcePipeline = async (
  runtime: SourceRuntime,
  request: SourceRunRequest,
  held: HeldTask,
): Promise<SourceRunOutcome> => {
  const resources = createResources(runtime.log);
  try {
    const pipeline = await openPipeline(runtime, request, held, resources);
    let outcome: SourceRunOutcome;
    try {
      outcome = await orGiveUp(runtime, held.signal, pump(runtime, pipeline, held.signal));
    } catch (error) {
      // The task's own failure is what the trace must show, not one of storing its last offsets.
      await settle(runtime, pipeline).catch((later) =>
        runtime.log.warn('last offsets could not be stored', { cause: asError(later).message }),
      );
      throw error;
    }
    await settle(runtime, pipeline);
    return outcome;
  } finally {
    await withinGrace(runtime, resources.close());
  }
};
