import type { MqttClient } from 'mqtt';
import { asError, DataError, RetriableError } from '../../../connect/errors.ts';
import type { ConnectionSettings, Qos } from '../connection-settings.ts';
import { mqttFailure } from '../failures.ts';
import { openClient } from '../open-client.ts';

export interface Message {
  readonly topic: string;
  readonly payload: string | Buffer;
}

/** Publishes over one connection at a time. */
export interface Publisher {
  /**
   * Publishes in order, many on the way at once.
   *
   * @returns what the broker refuses, by the index of the message.
   * @throws RetriableError when the connection breaks: some may have arrived.
   */
  publish(messages: readonly Message[]): Promise<ReadonlyMap<number, DataError>>;
  close(): Promise<void>;
}

export interface PublisherOptions {
  readonly settings: ConnectionSettings;
  readonly qos: Qos;
  readonly retain: boolean;
  /** How long the broker may take to confirm the next message; none below 1. */
  readonly timeoutMs: number;
}

/** Message ids are 16 bits; some are left for what else is sent. */
const MAX_UNDER_WAY = 60_000;
/** What time does not mend about one message, in MQTT 5: implementation, right, topic, packet, quota excepted, format. */
const REFUSED = new Set([131, 135, 144, 149, 153]);

const refusalOf = (error: Error): DataError | undefined =>
  'code' in error && typeof error.code === 'number' && REFUSED.has(error.code)
    ? new DataError(`The broker refuses the message: ${error.message}`, { cause: error })
    : undefined;

interface Connection {
  readonly client: MqttClient;
  /** How many messages the broker takes before it has acknowledged the first. */
  readonly limit: number;
}

const publishOver = (
  { client, limit }: Connection,
  messages: readonly Message[],
  { timeoutMs, ...options }: Omit<PublisherOptions, 'settings'>,
): Promise<ReadonlyMap<number, DataError>> =>
  new Promise((resolve, reject) => {
    const refused = new Map<number, DataError>();
    let next = 0;
    let done = 0;
    let timer: NodeJS.Timeout | undefined;
    const settle = (error: Error | undefined): void => {
      clearTimeout(timer);
      client.removeListener('close', onClose);
      if (error === undefined) resolve(refused);
      else reject(mqttFailure(error, 'cannot publish'));
    };
    const onClose = (): void =>
      settle(new RetriableError('MQTT: the connection broke while messages were on their way'));
    const watch = (): void => {
      clearTimeout(timer);
      if (timeoutMs < 1) return;
      const late = new RetriableError(`MQTT: no message was confirmed for ${timeoutMs} ms (mqtt.publish.timeout.ms)`);
      timer = setTimeout(() => settle(late), timeoutMs);
    };
    const finished = (index: number) => (error?: Error | null) => {
      const refusal = error ? refusalOf(error) : undefined;
      if (refusal !== undefined) refused.set(index, refusal);
      else if (error) return settle(asError(error));
      done += 1;
      if (done === messages.length) return settle(undefined);
      watch();
      if (next < messages.length) publishMore();
    };
    const publishMore = (): void => {
      while (next < messages.length && next - done < limit) {
        const index = next++;
        const message = messages[index];
        if (message !== undefined) client.publish(message.topic, message.payload, options, finished(index));
      }
    };
    client.once('close', onClose);
    watch();
    publishMore();
  });

export const createPublisher = ({ settings, ...options }: PublisherOptions): Publisher => {
  let open: Connection | undefined;

  const connection = async (): Promise<Connection> => {
    if (open?.client.connected) return open;
    // A batch is published anew from its start: a session would only repeat what it had under way.
    const { client, receiveMaximum } = await openClient(settings, {
      isClean: true,
      // Every message that finds the connection full waits for it.
      wrap: (socket) => socket.setMaxListeners(0),
    });
    const limit = Math.min(MAX_UNDER_WAY, options.qos === 0 ? MAX_UNDER_WAY : receiveMaximum);
    open = { client, limit };
    return open;
  };
  const discard = (): void => {
    open?.client.end(true);
    open = undefined;
  };

  return {
    publish: async (messages) => {
      const current = await connection();
      if (messages.length === 0) return new Map();
      try {
        return await publishOver(current, messages, options);
      } catch (error) {
        discard();
        throw error;
      }
    },
    close: async () => {
      const closing = open;
      open = undefined;
      await closing?.client.endAsync();
    },
  };
};
