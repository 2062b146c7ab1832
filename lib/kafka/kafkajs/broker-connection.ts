import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import Broker from 'kafkajs/src/broker/index.js';
import ConnectionPool, { type SocketFactoryOptions } from 'kafkajs/src/network/connectionPool.js';
import type { Logger } from '../../connect/logger.ts';
import type { BrokerAddress } from '../client-config/bootstrap-servers.ts';
import type { ConnectionSettings } from '../client-config/client-config.ts';
import { createLogBridge } from './log-bridge.ts';
import { protocolRequest, type RequestDefinition } from './request.ts';
import { kafkaJsSasl } from './sasl.ts';

/** A broker, connected and logged in. */
export interface BrokerConnection {
  /** kafkajs's requests. */
  readonly requests: Broker;
  send<Response>(request: RequestDefinition<Response>): Promise<Response>;
  isConnected(): boolean;
  /**
   * Drops the connections at once and fails what is under way on them. kafkajs's own way waits for answers, without a
   * limit once it has begun; and it may read the rest of an old answer after connecting again, so that a connection that
   * broke is never used again.
   */
  drop(): void;
}

/** Connects and logs in. @throws kafkajs's errors. */
export const connectBroker = async (
  { host, port }: BrokerAddress,
  settings: ConnectionSettings,
  log: Logger,
): Promise<BrokerConnection> => {
  const sockets: Socket[] = [];
  const logger = createLogBridge(log);
  const pool = new ConnectionPool({
    host,
    port,
    logger,
    socketFactory: (options) => {
      const socket = openSocket(options);
      sockets.push(socket);
      return socket;
    },
    ssl: settings.tls ?? null,
    sasl: settings.sasl === undefined ? null : kafkaJsSasl(settings.sasl),
    clientId: settings.clientId,
    requestTimeout: settings.requestTimeoutMs,
    connectionTimeout: settings.connectTimeoutMs,
    enforceRequestTimeout: true,
  });
  const requests = new Broker({ connectionPool: pool, logger, authenticationTimeout: settings.requestTimeoutMs });
  const drop = (): void => {
    for (const socket of sockets) socket.destroy(new Error('the connection was given up'));
  };
  try {
    await requests.connect();
  } catch (error) {
    drop();
    throw error;
  }
  return {
    requests,
    send: (request) => pool.send(protocolRequest(request, settings.requestTimeoutMs)),
    isConnected: () => requests.isConnected(),
    drop,
  };
};

const openSocket = ({ host, port, ssl, onConnect }: SocketFactoryOptions): Socket => {
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket = ssl ? connectTls({ host, port, ...name, ...ssl }, onConnect) : connectTcp({ host, port }, onConnect);
  return socket.setKeepAlive(true, 60_000).setNoDelay(true);
};
