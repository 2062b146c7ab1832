import type { RawConfig } from '../../connect/connector.ts';
import { asError, ConnectError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { SourceOffset } from '../../connect/offset.ts';
import type { TopicLog, TopicLogRecord, TopicLogs } from '../../connect/source-task.ts';
import { parseSignal, type Signal } from './signals.ts';

/** A signal, and the offset behind it in its topic. */
interface PlacedSignal {
  readonly signal: Signal | undefined;
  readonly behind: number;
}

/** The signals of a run, in their order. */
export interface SignalFeed {
  /** Those that came since. Waits for Kafka at the first call only: then all that were there before the run are among them. */
  take(): Promise<readonly PlacedSignal[]>;
}

/** The topic of a connector's signals; follows `io.debezium.pipeline.signal.channels.KafkaSignalChannel`. */
export interface SignalTopic {
  /** Of a run that goes on behind an offset, which tells the signals that were performed. */
  feed(from: SourceOffset | null): SignalFeed;
}

interface SignalConfig {
  readonly 'topic.prefix': string;
  readonly 'signal.enabled.channels': readonly string[];
  readonly 'signal.kafka.topic': string | null;
  readonly 'signal.kafka.bootstrap.servers': string | null;
  readonly 'signal.poll.interval.ms': number;
}

/** The key of offsets that tells which signals were performed: together with what they did, so that each acts once. */
const OFFSET_KEY = 'signal_offset';

export const signalOffset = (behind: number | null): SourceOffset => (behind === null ? {} : { [OFFSET_KEY]: behind });

export const readSignalOffset = (offset: SourceOffset | null): number | null => {
  const behind = offset?.[OFFSET_KEY];
  return behind === undefined || behind === null ? null : Number(behind);
};

const CONSUMER = 'signal.consumer.';

/** Settings of the client; where it reads and as which group is the connector's business. */
const clientProperties = (raw: RawConfig): RawConfig =>
  Object.fromEntries(
    Object.entries(raw)
      .filter(([name]) => name.startsWith(CONSUMER))
      .map(([name, value]) => [name.slice(CONSUMER.length), value] as const)
      .filter(([name]) => !['auto.offset.reset', 'group.id', 'client.id', 'enable.auto.commit'].includes(name)),
  );

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A message `{"id", "type", "data"}`, whose id may be left out; `undefined` for one that is none, or another connector's. */
export const signalOf = ({ key, value, offset }: TopicLogRecord, prefix: string, log: Logger): Signal | undefined => {
  if (key !== prefix || value === null || value === '') return undefined;
  try {
    const message: unknown = JSON.parse(value);
    if (!isObject(message) || typeof message.type !== 'string') throw new Error('it has no type');
    const { id, type, data } = message;
    return parseSignal(
      typeof id === 'string' ? id : `kafka-${offset}`,
      type,
      typeof data === 'string' ? data : JSON.stringify(data ?? {}),
    );
  } catch (error) {
    log.warn(`The signal at offset ${offset} is ignored`, { cause: asError(error).message });
    return undefined;
  }
};

const createFeed = (
  topic: TopicLog,
  begin: () => Promise<number>,
  settings: { readonly prefix: string; readonly intervalMs: number; readonly log: Logger; now(): number },
): SignalFeed => {
  const { prefix, intervalMs, log, now } = settings;
  let position: number | undefined;
  let ready: PlacedSignal[] = [];
  let due = 0;
  let isReading = false;

  const fetch = async (): Promise<void> => {
    position ??= await begin();
    for await (const record of topic.readFrom(position)) {
      position = record.offset + 1;
      ready.push({ signal: signalOf(record, prefix, log), behind: position });
    }
  };

  const fetchMore = (): void => {
    if (isReading || now() < due) return;
    isReading = true;
    fetch()
      .catch((error) => log.warn('Signals cannot be read now', { cause: asError(error).message }))
      .finally(() => {
        isReading = false;
        due = now() + intervalMs;
      });
  };

  return {
    take: async () => {
      if (position === undefined && !isReading) {
        await fetch();
        due = now() + intervalMs;
      } else fetchMore();
      const taken = ready;
      ready = [];
      return taken;
    },
  };
};

/** Opens the topic; `null` where signals do not come through Kafka. @throws ConnectError where there is no client for it. */
export const openSignalTopic = async (
  config: SignalConfig,
  context: { readonly configs: RawConfig; readonly topicLogs?: TopicLogs; readonly log: Logger },
): Promise<SignalTopic | null> => {
  if (!config['signal.enabled.channels'].includes('kafka')) return null;
  const { configs, topicLogs, log } = context;
  if (topicLogs === undefined)
    throw new ConnectError('Signals through Kafka need a Kafka client, which this host has not');
  const prefix = config['topic.prefix'];
  const topic = await topicLogs.open({
    topic: config['signal.kafka.topic'] ?? `${prefix}-signal`,
    bootstrapServers: config['signal.kafka.bootstrap.servers'] ?? '',
    properties: clientProperties(configs),
  });
  const startsAtEnd = configs[`${CONSUMER}auto.offset.reset`] === 'latest';
  const settings = { prefix, intervalMs: config['signal.poll.interval.ms'], log, now: Date.now };
  return {
    feed: (from) =>
      createFeed(topic, async () => readSignalOffset(from) ?? (startsAtEnd ? await topic.end() : 0), settings),
  };
};
