import { MongoClient, type MongoClientOptions, MongoParseError, ServerApiVersion } from 'mongodb';
import { asError, ConfigError } from '../../connect/errors.ts';
import type { Password } from '../../connect/password.ts';

export interface ClientConfig {
  readonly 'connection.uri': Password;
  readonly 'server.api.version': '1' | '';
  readonly 'server.api.strict': boolean;
  readonly 'server.api.deprecation.errors': boolean;
}

const serverApi = (config: ClientConfig): MongoClientOptions =>
  config['server.api.version'] === ''
    ? {}
    : {
        serverApi: {
          version: ServerApiVersion.v1,
          strict: config['server.api.strict'],
          deprecationErrors: config['server.api.deprecation.errors'],
        },
      };

/**
 * A client that connects when first used. `connection.uri` says everything about the connection, as for any driver.
 *
 * @throws ConfigError when the driver can't read it; the message shows no password.
 */
export const createClient = (config: ClientConfig, kind: 'source' | 'sink'): MongoClient => {
  try {
    return new MongoClient(config['connection.uri'].value(), {
      appName: `kafka-connect-${kind}`,
      ...serverApi(config),
    });
  } catch (error) {
    const { message } = asError(error);
    const isSafe = error instanceof MongoParseError && !message.includes('@');
    throw new ConfigError(
      `Invalid value [hidden] for configuration connection.uri: ${isSafe ? message : 'the driver can’t read it'}`,
    );
  }
};

/** A client, and another one after it was given up. */
export interface Clients {
  get(): MongoClient;
  /** Closes the client; the next call of `get` makes a new one. */
  discard(): Promise<void>;
}

/**
 * A client whose first connection failed stays closed for good, whatever comes after: so a task that tries again does it with
 * a new one.
 */
export const createClients = (create: () => MongoClient): Clients => {
  let client: MongoClient | undefined = create();
  return {
    get: () => {
      client ??= create();
      return client;
    },
    discard: async () => {
      const ending = client;
      client = undefined;
      // What it was connected to may be gone.
      await ending?.close().catch(() => {});
    },
  };
};
