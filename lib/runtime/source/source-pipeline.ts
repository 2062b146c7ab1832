import { sourceConnectorConfig } from '../../config/common/source-connector-config.ts';
import type { ConfigOf } from '../../config/config-def.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { asError } from '../../connect/errors.ts';
import type { KafkaAdmin } from '../../kafka/port.ts';
import type { Lease } from '../../storage/status-backing-store.ts';
import { clientSettings } from '../client-settings.ts';
import { createStageRetries } from '../errors/stage-retries.ts';
import { createTolerance } from '../errors/tolerance.ts';
import { prepareExactlyOnceDelivery } from '../exactly-once/exactly-once-delivery.ts';
import { markTasksOutdated } from '../outdated-tasks.ts';
import { createTransformations } from '../plugins/create-transformations.ts';
import { createConverters } from '../plugins/record-plugins.ts';
import { createTransformationChain } from '../plugins/transformation-chain.ts';
import { createResources, type Resources } from '../resources.ts';
import type { TaskAssignment } from '../task-assignment.ts';
import { metered, noMeters } from '../task-meters.ts';
import { taskLog } from '../task-runtime.ts';
import type { TaskSecrets } from '../task-secrets.ts';
import { createTopicTracker } from '../topic-tracking.ts';
import { prepareDelivery } from './at-least-once-delivery.ts';
import { sourceGuarantee } from './delivery-guarantee.ts';
import type { DeliveryOptions } from './delivery-options.ts';
import { createSourceChain } from './source-chain.ts';
import { createSourceConverter, type SourceConverter } from './source-convert.ts';
import { createSourceDeadLetters, LETTER_PRODUCER } from './source-dead-letters.ts';
import type { PreparedDelivery } from './source-delivery.ts';
import { createSourceErrors } from './source-errors.ts';
import { orGiveUp, type Pipeline, pump, withinGrace } from './source-pump.ts';
import type { SourceRunOutcome, SourceRunRequest, SourceRuntime } from './source-runtime.ts';
import { createSourceTaskContext } from './source-task-context.ts';
import { createTopicCreator } from './topic-creation.ts';
import { createTopicLogs } from './topic-logs.ts';
import { createUntilReady } from './until-ready.ts';

/** What a run holds while it may read. */
export interface HeldTask {
  readonly secrets: TaskSecrets;
  readonly assignment: Pick<TaskAssignment, 'generation' | 'incarnation'>;
  readonly lease: Lease;
  /** Fires with a {@link RunEnded} when the run must end. */
  readonly signal: AbortSignal;
  /** The run ends while records may still be on their way: nobody may take the task over at once. */
  onAbandoned(): void;
}

/** How long a producer may need for a batch, brokers' restarts included; as Kafka's `delivery.timeout.ms`. */
const DELIVERY_TIMEOUT_MS = 120_000;

/** Says of converted records what ends with them. */
const withEnds =
  (convert: SourceConverter, endsOf: PreparedDelivery['endsOf']): SourceConverter =>
  async (records, signal) => {
    const ends = endsOf(records);
    const outgoing = await convert(records, signal);
    if (ends.size === 0) return outgoing;
    return outgoing.map((one) => {
      const end = ends.get(one.record);
      return end === undefined ? one : { ...one, end };
    });
  };

const prepare = (
  options: DeliveryOptions,
  config: ConfigOf<typeof sourceConnectorConfig>,
): Promise<PreparedDelivery> => {
  const guarantee = sourceGuarantee(options.connectorConfig, options.runtime.worker);
  return guarantee === 'exactly_once'
    ? prepareExactlyOnceDelivery(options, config)
    : prepareDelivery(options, guarantee === 'at_least_once');
};

/** What the connector wants, but no less than what this runtime gives to all: standalone's runs never end for want of records. */
const idleTimeout = (
  { 'schedule.idle.timeout.ms': wanted }: ConfigOf<typeof sourceConnectorConfig>,
  { idleTimeoutMs }: SourceRuntime,
): number => (wanted === -1 ? Number.POSITIVE_INFINITY : Math.max(wanted ?? 0, idleTimeoutMs));

const openPipeline = async (
  runtime: SourceRuntime,
  request: SourceRunRequest,
  { secrets, assignment, lease, onAbandoned }: HeldTask,
  resources: Resources,
): Promise<Pipeline> => {
  const { storage, kafka, worker, clock, meters = noMeters } = runtime;
  const { connector, task: number } = request;
  const meter = meters.source(connector, number);
  const { connectorConfig, taskConfig } = await secrets.resolve();
  const config = parseConfig(sourceConnectorConfig, connectorConfig);
  const tolerance = createTolerance({
    config,
    task: `${connector}-${number}`,
    log: runtime.log,
    clock,
    counts: meter.errors,
    hide: secrets.hide,
  });
  const converters = createConverters(runtime.plugins, connectorConfig, worker);
  const transformations = await createTransformations(runtime.plugins, connectorConfig, { log: runtime.log });
  const chain = createSourceChain(createTransformationChain(transformations), converters);

  const admin = resources.lazy(
    () => kafka.admin(clientSettings('admin', worker.raw, connectorConfig)),
    (client: KafkaAdmin) => client.close(),
  );
  const deadLetters = createSourceDeadLetters({ config, connector, task: number, plugins: runtime.plugins, admin });
  const errors = createSourceErrors({ tolerance, deadLetters, counts: meter.errors });
  const createTopics = createTopicCreator(worker.parsed['topic.creation.enable'] ? connectorConfig : {}, admin);
  const trackTopics = createTopicTracker(worker, storage.statuses, { connector, task: number, clock });
  const options: DeliveryOptions = {
    runtime,
    connectorConfig,
    lease,
    meter,
    clientSettings: {
      ...(deadLetters && LETTER_PRODUCER),
      ...clientSettings('producer', worker.raw, connectorConfig),
    },
    resources,
    deliveryTimeoutMs: DELIVERY_TIMEOUT_MS,
    admin,
    isLetter: (out) => deadLetters?.isLetter(out) ?? false,
    announceTopics: async (batch) => {
      const sent = batch.flatMap(({ out }) => out ?? []);
      const topics = new Set(sent.filter((out) => !deadLetters?.isLetter(out)).map(({ topic }) => topic));
      if (deadLetters !== undefined && sent.some(deadLetters.isLetter)) await deadLetters.prepare();
      await createTopics(topics);
      await trackTopics(topics);
    },
    onRejected: ({ record, out }, error) => errors.refused(record, out, error),
    onAbandoned,
  };
  const delivery = await prepare(options, config);
  const context = createSourceTaskContext({
    connector,
    task: number,
    incarnation: assignment.incarnation,
    configs: taskConfig,
    storage,
    transactionContext: delivery.transactionContext,
    topicLogs: createTopicLogs({ kafka, worker: worker.raw, connector: connectorConfig, resources }),
    log: taskLog(runtime, taskConfig),
    requestReconfiguration: () =>
      runtime.requestReconfiguration === undefined
        ? markTasksOutdated(storage.configs, connector, assignment.generation)
        : runtime.requestReconfiguration(connector, assignment.generation),
    onError: (error) => runtime.log.warn('task reconfiguration failed', { cause: asError(error).message }),
  });
  const task = await metered(meters, connector, () => request.plugin.start(taskConfig, context));
  resources.add(async () => task.stop?.());
  const retries = createStageRetries({ config, clock, counts: meter.errors });
  const convert = createSourceConverter({ chain, retries, errors, untilReady: createUntilReady(runtime) });
  return {
    task,
    hide: secrets.hide,
    convert: withEnds(convert, delivery.endsOf),
    ...delivery.begin(task),
    meter,
    idleTimeoutMs: idleTimeout(config, runtime),
  };
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
