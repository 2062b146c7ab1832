import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { Client, type ClientOptions, policies, types } from 'cassandra-driver';
import { ConfigError } from '../../../connect/errors.ts';
import type { ConnectionSettings, TlsSettings } from './settings.ts';

const JKS = 0xfeedfeed;

const contents = async (path: string | null): Promise<Buffer | undefined> => {
  if (path === null) return undefined;
  const bytes = await readFile(path);
  if (bytes.length > 4 && bytes.readUInt32BE() === JKS)
    throw new ConfigError(`${path} is a Java key store, which cannot be read: convert it to PEM or PKCS#12`);
  return bytes;
};

const isPem = (bytes: Buffer): boolean => bytes.includes('-----BEGIN');

const identity = async (tls: TlsSettings): Promise<ConnectionOptions> => {
  const store = await contents(tls.keyStore);
  if (store !== undefined) {
    const passphrase = tls.keyStorePassword?.value() ?? '';
    return isPem(store) ? { cert: store, key: store, passphrase } : { pfx: store, passphrase };
  }
  const [cert, key] = [await contents(tls.certificate), await contents(tls.key)];
  return { ...(cert && { cert }), ...(key && { key }) };
};

const tlsOptions = async (tls: TlsSettings): Promise<ConnectionOptions> => {
  const ca = await contents(tls.trusted);
  if (ca !== undefined && !isPem(ca))
    throw new ConfigError(`${tls.trusted} is no PEM file, which a trust store must be`);
  return {
    rejectUnauthorized: true,
    ...(ca && { ca }),
    ...(await identity(tls)),
    ...(tls.ciphers.length > 0 && { ciphers: tls.ciphers.join(':') }),
    ...(!tls.verifiesHost && { checkServerIdentity: () => undefined }),
  };
};

/** How soon a node that was away is tried again, at the latest. */
const MAX_RECONNECT_MS = 5000;

const clientOptions = async (settings: ConnectionSettings): Promise<ClientOptions> => {
  const { secureConnectBundle: bundle, credentials, tls } = settings;
  return {
    ...(bundle === null ? { contactPoints: [...settings.contactPoints] } : { cloud: { secureConnectBundle: bundle } }),
    ...(credentials && {
      credentials: { username: credentials.username, password: credentials.password.value() },
    }),
    ...(tls && { sslOptions: await tlsOptions(tls) }),
    encoding: { map: Map },
    pooling: {
      coreConnectionsPerHost: { [types.distance.local]: settings.connectionsPerHost, [types.distance.remote]: 1 },
    },
    policies: { reconnection: new policies.reconnection.ExponentialReconnectionPolicy(250, MAX_RECONNECT_MS, false) },
    socketOptions: { readTimeout: settings.requestTimeoutMs, connectTimeout: settings.connectTimeoutMs },
  };
};

const opened = async (options: ClientOptions): Promise<Client> => {
  const client = new Client(options);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.shutdown().catch(() => {});
    throw error;
  }
};

/** The data center of the first contact point that answers, as later Java drivers find it. */
const dataCenter = async (options: ClientOptions): Promise<string> => {
  const client = await opened({
    ...options,
    policies: { ...options.policies, loadBalancing: new policies.loadBalancing.RoundRobinPolicy() },
  });
  try {
    const { rows } = await client.execute('SELECT data_center FROM system.local');
    return String(rows[0]?.get('data_center'));
  } finally {
    await client.shutdown();
  }
};

/** A client that is connected. What it throws is the driver's, but for what is wrong with files. */
export const connect = async (settings: ConnectionSettings): Promise<Client> => {
  const options = await clientOptions(settings);
  if (settings.secureConnectBundle !== null) return opened(options);
  return opened({ ...options, localDataCenter: settings.localDc ?? (await dataCenter(options)) });
};
