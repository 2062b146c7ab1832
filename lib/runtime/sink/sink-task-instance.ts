import { sinkConnectorConfig } from '../../config/common/sink-connector-config.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { asError } from '../../connect/errors.ts';
import type { DeliveryGuarantee, SinkTask } from '../../connect/sink-task.ts';
import type { KafkaAdmin, KafkaProducer } from '../../kafka/port.ts';
import { clientSettings } from '../client-settings.ts';
import { createStageRetries, type StageRetries } from '../errors/stage-retries.ts';
import { createTolerance } from '../errors/tolerance.ts';
import { createTransformations } from '../plugins/create-transformations.ts';
import { createConverters } from '../plugins/record-plugins.ts';
import { createTransformationChain } from '../plugins/transformation-chain.ts';
import { createResources } from '../resources.ts';
import type { TaskAssignment } from '../task-assignment.ts';
import { metered, noMeters } from '../task-meters.ts';
import { taskLog } from '../task-runtime.ts';
import { createTaskSecrets, type TaskSecrets } from '../task-secrets.ts';
import { createTopicTracker } from '../topic-tracking.ts';
import { createDeadLetterQueue } from './dead-letter-queue.ts';
import { createSinkChain, type SinkChain } from './sink-chain.ts';
import { createSinkErrors, type SinkErrors } from './sink-errors.ts';
import { createSinkReports } from './sink-reports.ts';
import type { SinkDelivery, SinkRuntime } from './sink-runtime.ts';
import { createStoredOffsets, noStoredOffsets, type StoredOffsets } from './sink-stored-offsets.ts';
import { createSinkTaskContext, type SinkRequests } from './sink-task-context.ts';
import { createSinkTaskState } from './sink-task-state.ts';

/** A started sink task with all that its batches pass through. One batch at a time. */
export interface SinkTaskInstance {
  readonly number: number;
  readonly task: SinkTask;
  readonly chain: SinkChain;
  readonly errors: SinkErrors;
  readonly requests: SinkRequests;
  readonly retries: StageRetries;
  /** What the target holds already, where the task delivers exactly once and can tell. */
  readonly stored: StoredOffsets;
  readonly atMostOnce: boolean;
  /** Whether records may be skipped (`errors.tolerance=all`). */
  readonly tolerates: boolean;
  /** Partitions that `open` was called for. */
  readonly opened: Set<string>;
  readonly secrets: TaskSecrets;
  trackTopics(topics: Iterable<string>): Promise<void>;
  close(): Promise<void>;
}

const storedOffsetsOf = (task: SinkTask, guarantee: DeliveryGuarantee): StoredOffsets =>
  guarantee === 'exactly_once' && task.committedOffsets !== undefined
    ? createStoredOffsets((partitions) => task.committedOffsets?.(partitions) ?? Promise.resolve([]))
    : noStoredOffsets;

/** Starts a task; follows `WorkerSinkTask.initializeAndStart`. @throws whatever the plugin's `start` throws. */
export const startSinkTask = async (
  runtime: SinkRuntime,
  { connector, plugin }: Pick<SinkDelivery, 'connector' | 'plugin'>,
  assignment: TaskAssignment,
  task: number,
): Promise<SinkTaskInstance> => {
  const { kafka, worker, log, clock, storage, meters = noMeters } = runtime;
  const secrets = createTaskSecrets(runtime, assignment);
  const { connectorConfig, taskConfig } = await secrets.resolve();
  const config = parseConfig(sinkConnectorConfig, connectorConfig);
  const resources = createResources(log);
  const counts = meters.sink(connector, task).errors;
  const clients = {
    producer: resources.lazy(
      () => kafka.producer(clientSettings('producer', worker.raw, connectorConfig)),
      (producer: KafkaProducer) => producer.close(),
    ),
    admin: resources.lazy(
      () => kafka.admin(clientSettings('admin', worker.raw, connectorConfig)),
      (admin: KafkaAdmin) => admin.close(),
    ),
  };
  const deadLetterQueue = createDeadLetterQueue({ config, connector, task, counts, ...clients });
  const tolerance = createTolerance({ config, task: `${connector}-${task}`, log, clock, counts, hide: secrets.hide });
  const errors = createSinkErrors({
    tolerance,
    deadLetterQueue,
    hide: secrets.hide,
    offersReporter: tolerance.tolerates || deadLetterQueue !== undefined || config['errors.log.enable'],
  });
  const requests = createSinkTaskContext({
    connector,
    task,
    configs: taskConfig,
    deliveryGuarantee: config['delivery.guarantee'],
    log: taskLog(runtime, taskConfig),
    errantRecordReporter: errors.reporter,
    reportTo: createSinkReports(clients),
    state: createSinkTaskState(storage.offsets, connector),
  });
  try {
    const converters = createConverters(runtime.plugins, connectorConfig, worker);
    const transformations = await createTransformations(runtime.plugins, connectorConfig, { log });
    const started = await metered(meters, connector, () => plugin.start(taskConfig, requests.context));
    resources.add(async () => started.stop?.());
    return {
      number: task,
      task: started,
      chain: createSinkChain(createTransformationChain(transformations), converters),
      errors,
      requests,
      retries: createStageRetries({ config, clock, counts }),
      stored: storedOffsetsOf(started, config['delivery.guarantee']),
      tolerates: tolerance.tolerates,
      atMostOnce: config['delivery.guarantee'] === 'at_most_once',
      opened: new Set(),
      secrets,
      trackTopics: createTopicTracker(worker, storage.statuses, { connector, task, clock }),
      close: () => resources.close(),
    };
  } catch (error) {
    await resources.close();
    throw secrets.hide(asError(error));
  }
};
