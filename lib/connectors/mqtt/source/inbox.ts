import type { IPublishPacket } from 'mqtt-packet';

/** A message that has not been acknowledged yet. */
export interface Delivery {
  readonly packet: IPublishPacket;
  /** Set once Kafka has it. */
  isSafe: boolean;
}

/** How to answer the broker; that of the connection that is open now. */
interface Acknowledging {
  acknowledge(qos: 1 | 2, messageId: number): void;
  pause(): void;
  resume(): void;
}

/** Messages from their arrival until the broker may forget them, over all connections of one session. */
export interface Inbox {
  /** A message came. */
  receive(packet: IPublishPacket): void;
  /** The broker has forgotten a message of quality 2: its id may come again for another one. */
  release(messageId: number): void;
  /** Kafka has it. */
  acknowledge(delivery: Delivery): void;
  /** What came, in its order; waits for something for a while. */
  take(signal: AbortSignal, waitMs: number): Promise<readonly Delivery[]>;
  /** A connection is open; in a new session the ids of the last one mean nothing. */
  connected(connection: Acknowledging, isResumed: boolean): void;
  /** The broker has answered the subscriptions. Before, nothing may be paused: its answer can come behind many messages. */
  subscribed(): void;
  disconnected(): void;
  /**
   * Resolves when the broker has forgotten all messages of quality 2 that it was told are safe, or after a while. Mosquitto sends
   * some of them again when it is restarted before.
   */
  settled(waitMs: number): Promise<void>;
}

const MAX_WAITING = 20_000;
const MAX_TAKEN = 4000;

const isSame = (a: IPublishPacket, b: IPublishPacket): boolean =>
  a.qos === b.qos && a.topic === b.topic && Buffer.compare(Buffer.from(a.payload), Buffer.from(b.payload)) === 0;

export const createInbox = (): Inbox => {
  let waiting: Delivery[] = [];
  let unacknowledged = new Map<number, Delivery>();
  /** Ids of messages of quality 2 that are safe, and not released. */
  const unreleased = new Set<number>();
  let onReleased = (): void => {};
  let connection: Acknowledging | undefined;
  let isPaused = false;
  let mayPause = false;
  let wake = (): void => {};

  const answer = ({ packet: { qos, messageId } }: Delivery): void => {
    if (qos === 0 || messageId === undefined) return;
    // A broker that has PUBACK may use the id again at once; after PUBREC it asks first.
    if (qos === 1) unacknowledged.delete(messageId);
    else if (connection !== undefined) unreleased.add(messageId);
    connection?.acknowledge(qos, messageId);
  };

  const isKnown = (packet: IPublishPacket, id: number): boolean => {
    const known = unacknowledged.get(id);
    if (known === undefined || !packet.dup || !isSame(known.packet, packet)) return false;
    // The answer was lost with the last connection; without one it will come from `acknowledge`.
    if (known.isSafe) answer(known);
    return true;
  };

  const pauseOrResume = (): void => {
    const isFull = mayPause && waiting.length >= MAX_WAITING;
    if (isFull === isPaused) return;
    isPaused = isFull;
    if (isFull) connection?.pause();
    else connection?.resume();
  };

  return {
    receive: (packet) => {
      const { messageId } = packet;
      const delivery = { packet, isSafe: false };
      if (packet.qos > 0 && messageId !== undefined) {
        if (isKnown(packet, messageId)) return;
        unacknowledged.set(messageId, delivery);
      }
      waiting.push(delivery);
      pauseOrResume();
      wake();
    },
    release: (messageId) => {
      unacknowledged.delete(messageId);
      unreleased.delete(messageId);
      if (unreleased.size === 0) onReleased();
    },
    acknowledge: (delivery) => {
      delivery.isSafe = true;
      const { messageId } = delivery.packet;
      if (messageId !== undefined && unacknowledged.get(messageId) === delivery) answer(delivery);
    },
    take: async (signal, waitMs) => {
      if (waiting.length === 0 && !signal.aborted)
        await new Promise<void>((resolve) => {
          const end = (): void => {
            clearTimeout(timer);
            signal.removeEventListener('abort', end);
            resolve();
          };
          const timer = setTimeout(end, waitMs);
          signal.addEventListener('abort', end, { once: true });
          wake = end;
        });
      wake = () => {};
      if (signal.aborted) return [];
      const taken = waiting.slice(0, MAX_TAKEN);
      waiting = waiting.slice(MAX_TAKEN);
      pauseOrResume();
      return taken;
    },
    connected: (opened, isResumed) => {
      connection = opened;
      if (!isResumed) {
        unacknowledged = new Map();
        unreleased.clear();
      }
      isPaused = false;
      mayPause = false;
    },
    subscribed: () => {
      mayPause = true;
      pauseOrResume();
    },
    disconnected: () => {
      connection = undefined;
      wake();
      onReleased();
    },
    settled: async (waitMs) => {
      if (unreleased.size === 0 || connection === undefined) return;
      connection.resume();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        onReleased = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
};
