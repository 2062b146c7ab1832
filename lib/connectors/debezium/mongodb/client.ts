import { MongoClient, type MongoClientOptions } from 'mongodb';
import { keyStoreFile, pemFile } from '../tls-files.ts';
import type { MongoDBConfig } from './config.ts';

const hasCredentials = (url: string): boolean => /^[^/]*\/\/[^/?]*@/.test(url);

/** Options that the connection string sets itself go before those of the configuration, as in the original. */
const namedIn = (url: string): ReadonlySet<string> => {
  const [, query = ''] = url.split('?', 2);
  return new Set(query.split('&').map((pair) => pair.replace(/=.*$/s, '').toLowerCase()));
};

const tlsOptions = async (config: MongoDBConfig): Promise<MongoClientOptions> => {
  const ca = await pemFile('mongodb.ssl.truststore', config['mongodb.ssl.truststore']);
  return {
    ...(ca !== undefined && { ca }),
    ...(await keyStoreFile(
      'mongodb.ssl.keystore',
      config['mongodb.ssl.keystore'],
      config['mongodb.ssl.keystore.password'],
    )),
  };
};

/** Follows `DefaultMongoDbClientFactory`. */
export const createClient = async (config: MongoDBConfig): Promise<MongoClient> => {
  const url = config['mongodb.connection.string'].value();
  const named = namedIn(url);
  const user = config['mongodb.user'];
  const options: MongoClientOptions = {
    connectTimeoutMS: config['mongodb.connect.timeout.ms'],
    heartbeatFrequencyMS: config['mongodb.heartbeat.frequency.ms'],
    socketTimeoutMS: config['mongodb.socket.timeout.ms'],
    serverSelectionTimeoutMS: config['mongodb.server.selection.timeout.ms'],
    ...(config['mongodb.ssl.enabled'] && { tls: true }),
    ...(await tlsOptions(config)),
    ...(config['mongodb.ssl.invalid.hostname.allowed'] && { tlsAllowInvalidHostnames: true }),
    ...(user !== null &&
      !hasCredentials(url) && {
        auth: { username: user, password: config['mongodb.password']?.value() ?? '' },
        authSource: config['mongodb.authsource'],
      }),
  };
  const own = Object.entries(options).filter(([name]) => !named.has(name.toLowerCase()));
  return new MongoClient(url, { ...Object.fromEntries(own), appName: 'debezium-mongodb' });
};

/** Where the deployment is, for messages: without credentials and options. */
export const hostsOf = (config: MongoDBConfig): string =>
  config['mongodb.connection.string']
    .value()
    .replace(/^[^/]*\/\//, '')
    .replace(/[/?].*$/s, '')
    .replace(/^.*@/, '');
