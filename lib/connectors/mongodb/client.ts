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
