import { randomUUID } from 'node:crypto';
import { defineSinkTask } from '../../../config/define-task.ts';
import { ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { connectionSettings, qosOf } from '../connection-settings.ts';
import { mqttSinkConfig } from './config.ts';
import { payloadOf } from './payload.ts';
import { createPublisher, type Message } from './publisher.ts';
import { createTopics } from './topics.ts';

/** How long to wait before a batch is published again. */
const RETRY_MS = 1000;

const place = ({ originalTopic, originalKafkaPartition, originalKafkaOffset }: SinkRecord): string =>
  `${originalTopic}-${originalKafkaPartition}@${originalKafkaOffset}`;

/** Follows Confluent's `MqttSinkTask`; connects with the first batch. A batch is done when the broker has confirmed all of it. */
export const mqttSinkTask = defineSinkTask(mqttSinkConfig, async (config, context) => {
  const tasks = Number(context.configs['tasks.max'] ?? 1);
  const named = connectionSettings(config, { ...context, tasks });
  // Several functions may run the same task for other topics, and a broker has one client of a name at a time.
  const settings = { ...named, clientId: `${named.clientId}-${randomUUID().slice(0, 8)}` };
  const topicOf = createTopics(config);
  const isLenses = config['connect.mqtt.hosts'] !== null;
  const publisher = createPublisher({
    settings,
    qos: qosOf(config['connect.mqtt.service.quality'] ?? config['mqtt.qos']),
    retain: config[isLenses ? 'connect.mqtt.retained.messages' : 'mqtt.retained.enabled'],
    timeoutMs: config['mqtt.publish.timeout.ms'],
  });
  let failingSince: number | undefined;

  const refuse = async (record: SinkRecord, error: DataError): Promise<void> => {
    if (context.errantRecordReporter !== null) return context.errantRecordReporter.report(record, error);
    throw new DataError(`Record ${place(record)} cannot be published: ${error.message}`, { cause: error });
  };

  const prepare = async (records: readonly SinkRecord[]) => {
    const messages: Message[] = [];
    const good: SinkRecord[] = [];
    const bad: Array<readonly [SinkRecord, DataError]> = [];
    for (const record of records) {
      try {
        messages.push({ topic: topicOf(record), payload: payloadOf(record.value) });
        good.push(record);
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        bad.push([record, error]);
      }
    }
    for (const [record, error] of bad) await refuse(record, error);
    return { messages, good };
  };

  const withPatience = (error: unknown): unknown => {
    if (!(error instanceof RetriableError)) return error;
    failingSince ??= Date.now();
    context.timeout(RETRY_MS);
    return settings.maxRetryTimeMs >= 0 && Date.now() - failingSince >= settings.maxRetryTimeMs
      ? new ConnectError(`${error.message} (for ${settings.maxRetryTimeMs} ms, see max.retry.time.ms)`, {
          cause: error,
        })
      : error;
  };

  return {
    put: async (records) => {
      if (records.length === 0) return;
      const { messages, good } = await prepare(records);
      let refused: ReadonlyMap<number, DataError>;
      try {
        refused = await publisher.publish(messages);
        failingSince = undefined;
      } catch (error) {
        throw withPatience(error);
      }
      for (const [index, error] of refused) {
        const record = good[index];
        if (record !== undefined) await refuse(record, error);
      }
    },
    stop: publisher.close,
  };
});
