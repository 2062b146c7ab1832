import { ConnectError } from '../../connect/errors.ts';
import type { BrokerAddress } from '../client-config/bootstrap-servers.ts';
import type { BrokerConnection } from './broker-connection.ts';

/** One connection a broker, made when first needed and again after it broke. */
export interface ConnectionCache {
  get(address: BrokerAddress): Connecting;
  /** Gives a connection up, so that the next {@link get} makes another. */
  drop(connecting: Connecting): void;
  /** Gives all up, and makes no more. */
  close(): void;
}

interface Connecting {
  readonly key: string;
  readonly broker: Promise<BrokerConnection>;
}

interface Entry extends Connecting {
  /** Whether it is worth waiting for: connecting, or connected and not lost since. */
  isUsable(): boolean;
}

export const createConnectionCache = (
  connect: (address: BrokerAddress) => Promise<BrokerConnection>,
): ConnectionCache => {
  const entries = new Map<string, Entry>();
  let closed = false;

  const drop = (connecting: Connecting): void => {
    if (entries.get(connecting.key) === connecting) entries.delete(connecting.key);
    connecting.broker.then(
      (broker) => broker.drop(),
      () => {},
    );
  };

  const create = (key: string, address: BrokerAddress): Entry => {
    let connected: BrokerConnection | undefined;
    const connecting = closed ? Promise.reject(new ConnectError('The Kafka client is closed.')) : connect(address);
    const broker = connecting.then((connection) => {
      connected = connection;
      return connection;
    });
    return { key, broker, isUsable: () => connected?.isConnected() ?? true };
  };

  return {
    get: (address) => {
      const key = `${address.host}:${address.port}`;
      const known = entries.get(key);
      if (known?.isUsable()) return known;
      if (known !== undefined) drop(known);
      const entry = create(key, address);
      entries.set(key, entry);
      return entry;
    },
    drop,
    close: () => {
      closed = true;
      for (const entry of entries.values()) drop(entry);
    },
  };
};
