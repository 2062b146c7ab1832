import { sinkConnectorConfig } from '../config/common/sink-connector-config.ts';
import { parseConfig } from '../config/parse-config.ts';
import { asError } from '../connect/errors.ts';
import type { SinkTask } from '../connect/sink-task.ts';
import type { KafkaAdmin, KafkaProducer } from '../kafka/port.ts';
import { clientSettings } from './client-settings.ts';
import { createTransformations } from './create-transformations.ts';
import { createDeadLetterQueue } from './dead-letter-queue.ts';
import { createConverters } from './record-plugins.ts';
import { createResources } from './resources.ts';
import { createSinkChain, type SinkChain } from './sink-chain.ts';
import { createSinkErrors, type SinkErrors } from './sink-errors.ts';
import type { SinkDelivery, SinkRuntime } from './sink-runtime.ts';
import { createSinkTaskContext, type SinkRequests } from './sink-task-context.ts';
import type { TaskAssignment } from './task-assignment.ts';
import { createTaskSecrets, type TaskSecrets } from './task-secrets.ts';
import { createTolerance } from './tolerance.ts';
import { createTopicTracker } from './topic-tracking.ts';
import { createTransformationChain } from './transformation-chain.ts';

/** A started sink task with all that its batches pass through. One batch at a time. */
export interface SinkTaskInstance {
  readonly task: SinkTask;
  readonly chain: SinkChain;
  readonly errors: SinkErrors;
  readonly requests: SinkRequests;
  readonly atMostOnce: boolean;
  /** Partitions that `open` was called for. */
  readonly opened: Set<string>;
  readonly secrets: TaskSecrets;
  trackTopics(topics: Iterable<string>): Promise<void>;
  close(): Promise<void>;
}

/** Starts a task; follows `WorkerSinkTask.initializeAndStart`. @throws whatever the plugin's `start` throws. */
export const startSinkTask = async (
  runtime: SinkRuntime,
  { connector, plugin }: Pick<SinkDelivery, 'connector' | 'plugin'>,
  assignment: TaskAssignment,
  task: number,
): Promise<SinkTaskInstance> => {
  const { kafka, worker, log, clock, storage } = runtime;
  const secrets = createTaskSecrets(runtime, assignment);
  const { connectorConfig, taskConfig } = await secrets.resolve();
  const config = parseConfig(sinkConnectorConfig, connectorConfig);
  const resources = createResources(log);
  const deadLetterQueue = createDeadLetterQueue({
    config,
    connector,
    task,
    producer: resources.lazy(
      () => kafka.producer(clientSettings('producer', worker.raw, connectorConfig)),
      (producer: KafkaProducer) => producer.close(),
    ),
    admin: resources.lazy(
      () => kafka.admin(clientSettings('admin', worker.raw, connectorConfig)),
      (admin: KafkaAdmin) => admin.close(),
    ),
  });
  const errors = createSinkErrors({
    tolerance: createTolerance(config, `${connector}-${task}`, log),
    deadLetterQueue,
    taskClass: taskConfig['task.class'] ?? 'org.apache.kafka.connect.sink.SinkTask',
    offersReporter:
      config['errors.tolerance'] === 'all' || deadLetterQueue !== undefined || config['errors.log.enable'],
  });
  const requests = createSinkTaskContext({
    connector,
    task,
    configs: taskConfig,
    log,
    errantRecordReporter: errors.reporter,
  });
  try {
    const converters = createConverters(runtime.plugins, connectorConfig, worker);
    const transformations = await createTransformations(runtime.plugins, connectorConfig, { log });
    const started = await plugin.start(taskConfig, requests.context);
    resources.add(async () => started.stop?.());
    return {
      task: started,
      chain: createSinkChain(createTransformationChain(transformations), converters),
      errors,
      requests,
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
