import type { MqttClient } from 'mqtt';
import { ConnectError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { ConnectionSettings, Qos } from '../connection-settings.ts';
import { mqttFailure } from '../failures.ts';
import { openClient } from '../open-client.ts';
import type { Inbox } from './inbox.ts';
import { createReceivingStream, type ReceivingStream } from './receiving-stream.ts';

/** A session at the broker, over as many connections as it takes. */
export interface Session {
  /** Connects and subscribes where that is needed. @throws RetriableError while no broker can be had. */
  open(): Promise<void>;
  /** Says goodbye, behind all acknowledgements and what the broker answers to them. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly settings: ConnectionSettings;
  readonly filters: readonly string[];
  /** What an earlier configuration, or another task, has or had. */
  readonly foreign: readonly string[];
  readonly qos: Qos;
  readonly inbox: Inbox;
  readonly log: Logger;
}

/** How long a session waits for the broker to finish before it says goodbye. */
const SETTLE_MS = 2000;
/** What a broker answers to a filter that it does not take. */
const REFUSED = 128;

const subscribe = async (client: MqttClient, { filters, foreign, qos, settings }: SessionOptions): Promise<void> => {
  // Retained messages come with a new subscription only; before MQTT 5 with every one.
  const wanted = Object.fromEntries(
    filters.map((filter) => [filter, { qos, ...(settings.version === 5 && { rh: 1 }) }]),
  );
  const granted = await client.subscribeAsync(wanted);
  for (const { topic, qos: answer } of granted) {
    if (answer >= REFUSED)
      throw new ConnectError(
        `MQTT: the broker refuses the subscription to ${topic} (${answer}): check mqtt.topics and what mqtt.username may read`,
      );
    if (answer < qos)
      throw new ConnectError(`MQTT: the broker grants quality ${answer} for ${topic} only: set mqtt.qos=${answer}`);
  }
  if (foreign.length > 0) await client.unsubscribeAsync([...foreign]);
};

export const createSession = (options: SessionOptions): Session => {
  const { settings, inbox, log } = options;
  let client: MqttClient | undefined;
  let isSubscribed = false;

  const connect = async (): Promise<MqttClient> => {
    let receiving: ReceivingStream | undefined;
    const { client: opened, isResumed } = await openClient(settings, {
      isClean: settings.isClean,
      wrap: (socket) => {
        receiving = createReceivingStream(socket, {
          version: settings.version,
          onPublish: inbox.receive,
          onReleased: inbox.release,
        });
        return receiving.stream;
      },
    });
    if (receiving !== undefined) inbox.connected(receiving, isResumed);
    opened.on('close', () => {
      if (client === opened) client = undefined;
      inbox.disconnected();
    });
    isSubscribed &&= isResumed;
    log.debug('connected to the broker', { clientId: settings.clientId, isResumed });
    return opened;
  };

  return {
    open: async () => {
      if (client?.connected) return;
      const opened = await connect();
      try {
        if (!isSubscribed) await subscribe(opened, options);
      } catch (error) {
        opened.end(true);
        throw mqttFailure(error, 'cannot subscribe');
      }
      isSubscribed = true;
      inbox.subscribed();
      client = opened;
    },
    close: async () => {
      const closing = client;
      client = undefined;
      if (closing === undefined) return;
      await inbox.settled(SETTLE_MS);
      await closing.endAsync();
    },
  };
};
