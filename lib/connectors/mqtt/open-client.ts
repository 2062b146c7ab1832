import { connect as connectTcp, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { type IClientOptions, MqttClient } from 'mqtt';
import type { IConnackPacket } from 'mqtt-packet';
import { asError, RetriableError } from '../../connect/errors.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { mqttFailure } from './failures.ts';
import { tlsOptions } from './tls.ts';

/** A client that is connected to one of the brokers. */
export interface OpenedClient {
  readonly client: MqttClient;
  /** Whether the broker knew the session. */
  readonly isResumed: boolean;
  /** How many messages the broker takes before it has acknowledged the first. */
  readonly receiveMaximum: number;
}

export interface OpenClientOptions {
  /** Wraps the connection, so that packets can be taken out before the client sees them. */
  wrap?(socket: Duplex): Duplex;
  /** Whether the broker forgets the session at its end. */
  readonly isClean: boolean;
}

/** As the standard has it where the broker says nothing. */
const MAX_RECEIVE = 65_535;

const DEFAULT_PORTS = { plain: 1883, secured: 8883 };

const clientOptions = (settings: ConnectionSettings, isClean: boolean): IClientOptions => ({
  clientId: settings.clientId,
  clean: isClean,
  protocolVersion: settings.version,
  keepalive: settings.keepaliveSeconds,
  connectTimeout: settings.connectTimeoutMs,
  // Failover is ours, and so is the decision what to do about what was under way.
  reconnectPeriod: 0,
  queueQoSZero: false,
  ...(settings.username !== '' && { username: settings.username, password: settings.password }),
  ...(settings.will !== null && { will: { ...settings.will, payload: Buffer.from(settings.will.payload) } }),
  ...(settings.version === 5 && {
    properties: {
      receiveMaximum: settings.receiveMaximum,
      sessionExpiryInterval: isClean ? 0 : settings.sessionExpirySeconds,
    },
  }),
});

const openSocket = (uri: string, tls: ConnectionOptions): Duplex => {
  const { protocol, hostname, port } = new URL(uri);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (protocol === 'tcp:' || protocol === 'mqtt:')
    return connectTcp({ host, port: Number(port || DEFAULT_PORTS.plain), noDelay: true });
  const name = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ ...tls, ...name, host, port: Number(port || DEFAULT_PORTS.secured) });
};

const untilConnected = (client: MqttClient): Promise<IConnackPacket> =>
  new Promise((resolve, reject) => {
    client.once('connect', resolve);
    client.once('error', reject);
    client.once('close', () => reject(new Error('the connection was closed')));
  });

const openOne = async (
  uri: string,
  settings: ConnectionSettings,
  tls: ConnectionOptions,
  { wrap = (socket) => socket, isClean }: OpenClientOptions,
): Promise<OpenedClient> => {
  const build = (): Duplex => {
    const socket = openSocket(uri, tls);
    // What goes wrong before the client listens must not end the process.
    socket.on('error', (error) => client.emit('error', error));
    return wrap(socket);
  };
  const client = new MqttClient(build, { ...clientOptions(settings, isClean), manualConnect: true });
  client.on('error', () => {});
  try {
    const connected = untilConnected(client);
    client.connect();
    const { sessionPresent, properties } = await connected;
    return { client, isResumed: sessionPresent, receiveMaximum: properties?.receiveMaximum ?? MAX_RECEIVE };
  } catch (error) {
    client.end(true);
    throw error;
  }
};

/** Tries each broker in turn, beginning with the one given. @throws what the last of them said. */
export const openClient = async (settings: ConnectionSettings, options: OpenClientOptions): Promise<OpenedClient> => {
  const tls = await tlsOptions(settings.tls);
  let failure: Error = new RetriableError('MQTT: there is no broker to connect to');
  for (const uri of settings.servers) {
    try {
      return await openOne(uri, settings, tls, options);
    } catch (error) {
      failure = mqttFailure(asError(error), `cannot connect to ${uri}`);
    }
  }
  throw failure;
};
