import { RetriableError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { BrokerAddress } from '../client-config/bootstrap-servers.ts';
import type { ConnectionSettings } from '../client-config/client-config.ts';
import { type BrokerConnection, connectBroker } from './broker-connection.ts';
import { createConnectionCache } from './connection-cache.ts';
import { connectError, isConnectionError } from './kafka-error.ts';
import { type ClusterMetadata, metadataRequest } from './metadata-request.ts';

/** Work for one broker. */
type BrokerCall<T> = (broker: BrokerConnection) => Promise<T>;

/**
 * The brokers, found from the bootstrap servers on. Nothing is tried again here but the next bootstrap server; connections
 * that broke are replaced at the next call. All methods throw the runtime's kinds of error, with kafkajs's as `cause`.
 */
export interface Cluster {
  /** Asks for topics, or for all (`null`). */
  metadata(topics: readonly string[] | null, allowAutoTopicCreation?: boolean): Promise<ClusterMetadata>;
  /** By the number that metadata gave it. */
  onNode<T>(nodeId: number, call: BrokerCall<T>): Promise<T>;
  onController<T>(call: BrokerCall<T>): Promise<T>;
  onCoordinator<T>(groupId: string, call: BrokerCall<T>): Promise<T>;
  onTransactionCoordinator<T>(transactionalId: string, call: BrokerCall<T>): Promise<T>;
  onAny<T>(call: BrokerCall<T>): Promise<T>;
  /** Drops all connections; what is under way fails. */
  close(): void;
}

export const createCluster = (settings: ConnectionSettings, log: Logger): Cluster => {
  const connections = createConnectionCache((address) => connectBroker(address, settings, log));
  let nodes: ReadonlyMap<number, BrokerAddress> = new Map();
  const coordinators = new Map<string, BrokerAddress>();
  let lastGood: readonly BrokerAddress[] = [];

  const on = async <T>(address: BrokerAddress, call: BrokerCall<T>): Promise<T> => {
    const connecting = connections.get(address);
    try {
      const result = await connecting.broker.then(call);
      lastGood = [address];
      return result;
    } catch (error) {
      if (isConnectionError(error) || !(await isUsable(connecting.broker))) connections.drop(connecting);
      throw connectError(error);
    }
  };

  const onAny = async <T>(call: BrokerCall<T>): Promise<T> => {
    let failure: unknown;
    for (const address of distinct([...lastGood, ...nodes.values(), ...settings.bootstrap])) {
      try {
        return await on(address, call);
      } catch (error) {
        failure = error;
        if (!(error instanceof Error && isConnectionError(error.cause))) throw error;
      }
    }
    throw failure;
  };

  const metadata = async (topics: readonly string[] | null, allowAutoTopicCreation = false) => {
    const answer = await onAny((broker) => broker.send(metadataRequest(topics, allowAutoTopicCreation)));
    nodes = new Map(answer.brokers.map(({ nodeId, host, port }) => [nodeId, { host, port }]));
    return answer;
  };

  const onNode = async <T>(nodeId: number, call: BrokerCall<T>): Promise<T> => {
    if (!nodes.has(nodeId)) await metadata([]);
    const address = nodes.get(nodeId);
    return address === undefined ? onAny(call) : on(address, call);
  };

  const onCoordinatorOf =
    (coordinatorType: 0 | 1) =>
    async <T>(id: string, call: BrokerCall<T>): Promise<T> => {
      const key = `${coordinatorType}-${id}`;
      const coordinator = coordinators.get(key) ?? (await findCoordinator(id, coordinatorType));
      coordinators.set(key, coordinator);
      try {
        return await on(coordinator, call);
      } catch (error) {
        if (error instanceof RetriableError) coordinators.delete(key);
        throw error;
      }
    };

  const findCoordinator = async (groupId: string, coordinatorType: 0 | 1): Promise<BrokerAddress> =>
    (await onAny((broker) => broker.requests.findGroupCoordinator({ groupId, coordinatorType }))).coordinator;

  return {
    metadata,
    onNode,
    onAny,
    onController: async (call) => onNode((await metadata([])).controllerId, call),
    onCoordinator: onCoordinatorOf(0),
    onTransactionCoordinator: onCoordinatorOf(1),
    close: connections.close,
  };
};

const isUsable = (broker: Promise<BrokerConnection>): Promise<boolean> =>
  broker.then(
    (connection) => connection.isConnected(),
    () => false,
  );

const distinct = (addresses: readonly BrokerAddress[]): Iterable<BrokerAddress> =>
  new Map(addresses.map((address) => [`${address.host}:${address.port}`, address])).values();
