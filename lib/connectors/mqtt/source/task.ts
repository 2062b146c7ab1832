import { defineSourceTask } from '../../../config/define-task.ts';
import { ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { connectionSettings, qosOf } from '../connection-settings.ts';
import { mqttSourceConfig } from './config.ts';
import { createInbox, type Delivery } from './inbox.ts';
import { readerOf } from './message-reader.ts';
import { recordOf } from './records.ts';
import { createSession } from './session.ts';
import { createRouter, ofTask, subscriptionsOf } from './subscriptions.ts';

const IDLE_MS = 500;
/** Where a task's record of its subscriptions is kept among the offsets; the position itself is in the broker's session. */
const SUBSCRIBED = 'mqtt.topics';

/** Follows Confluent's `MqttSourceTask`, but tells the broker that a message arrived only when Kafka has it. */
export const mqttSourceTask = defineSourceTask(mqttSourceConfig, async (config, context) => {
  const all = subscriptionsOf(config);
  const task = Number(context.configs['task.id'] ?? 0);
  const tasks = Number(context.configs['task.count'] ?? 1);
  const own = ofTask(all, task, tasks).map(({ filter }) => filter);
  const settings = connectionSettings(config, { connector: context.connector, task, tasks });
  const qos = qosOf(config['connect.mqtt.service.quality'] ?? config['mqtt.qos']);
  const isAtMostOnce = context.configs['delivery.guarantee'] === 'at_most_once';
  if (settings.isClean)
    context.log.warn(
      'mqtt.clean.session.enabled=true: the broker drops what is published while the task is not connected; set it to false to lose nothing',
    );

  const sourcePartition = { 'mqtt.client.id': settings.clientId };
  const sourceOffset = { [SUBSCRIBED]: own.join(',') };
  const stored = await context.offsetStorageReader.offset(sourcePartition);
  const before = String(stored?.[SUBSCRIBED] ?? '').split(',');
  const foreign = new Set([...all.map(({ filter }) => filter), ...before].filter((filter) => filter !== ''));
  for (const filter of own) foreign.delete(filter);

  const readable = all.map((subscription) => ({ ...subscription, read: readerOf(subscription.route) }));
  const inbox = createInbox();
  const session = createSession({ settings, filters: own, foreign: [...foreign], qos, inbox, log: context.log });
  const recordOptions = { sourcePartition, sourceOffset, route: createRouter(readable) };
  const deliveries = new WeakMap<SourceRecord, Delivery>();
  let goneSince: number | undefined;

  const connected = async (): Promise<void> => {
    try {
      await session.open();
      goneSince = undefined;
    } catch (error) {
      goneSince ??= Date.now();
      const hasPatience = settings.maxRetryTimeMs < 0 || Date.now() - goneSince < settings.maxRetryTimeMs;
      if (!(error instanceof RetriableError) || hasPatience) throw error;
      throw new ConnectError(`${error.message} (for ${settings.maxRetryTimeMs} ms, see max.retry.time.ms)`, {
        cause: error,
      });
    }
  };

  const refuse = ({ packet: { topic } }: Delivery, error: DataError): readonly [] => {
    const message = `A message of ${topic} cannot be read: ${error.message}`;
    if (config['connect.mqtt.converter.throw.on.error'])
      throw new DataError(`${message}. connect.mqtt.converter.throw.on.error=false leaves such messages out`, {
        cause: error,
      });
    context.log.error(`${message}. It is left out`);
    return [];
  };

  const read = (delivery: Delivery): readonly SourceRecord[] => {
    try {
      const record = recordOf(delivery.packet, recordOptions);
      if (isAtMostOnce) inbox.acknowledge(delivery);
      else deliveries.set(record, delivery);
      return [record];
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      const left = refuse(delivery, error);
      inbox.acknowledge(delivery);
      return left;
    }
  };

  return {
    poll: async (signal) => {
      await connected();
      return (await inbox.take(signal, IDLE_MS)).flatMap(read);
    },
    commitRecord: (record) => {
      const delivery = deliveries.get(record);
      if (delivery !== undefined) inbox.acknowledge(delivery);
    },
    stop: () => session.close(),
  };
});
