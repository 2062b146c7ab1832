import type { ConnectionOptions } from 'node:tls';
import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { type Connection, openConnection } from './connection.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface ClientOptions {
  readonly addresses: readonly Address[];
  readonly username: string;
  readonly password: string;
  readonly tls: ConnectionOptions | null;
  readonly timeoutMs: number;
}

/** A thin client of Ignite 2, over one node at a time. */
export interface IgniteClient {
  /** @throws RetriableError while no node can be had, and when the connection breaks: the next request goes to another node. */
  request(operation: number, write: (body: ByteWriter) => void): Promise<ByteReader>;
  close(): void;
}

const TLS = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_OSSL_)/;

const connectFailure = (thrown: unknown, { host, port }: Address): ConnectError => {
  const error = asError(thrown);
  if (error instanceof ConnectError) return error;
  const message = `Ignite: cannot connect to ${host}:${port}: ${error.message}`;
  return 'code' in error && TLS.test(String(error.code))
    ? new ConnectError(`${message} (check the keys ignite.ssl.*)`, { cause: error })
    : new RetriableError(message, { cause: error });
};

export const createIgniteClient = ({ addresses, ...options }: ClientOptions): IgniteClient => {
  let opening: Promise<Connection> | undefined;
  let open: Connection | undefined;
  let next = 0;

  const openAny = async (): Promise<Connection> => {
    let failure: Error = new ConnectError('Ignite: there is no node to connect to');
    for (let attempt = 0; attempt < addresses.length; attempt += 1) {
      const address = addresses[next % addresses.length];
      if (address === undefined) break;
      try {
        return await openConnection({ ...address, ...options });
      } catch (error) {
        failure = connectFailure(error, address);
        next += 1;
      }
    }
    throw failure;
  };
  const connection = (): Promise<Connection> | Connection => {
    if (open?.isOpen()) return open;
    opening ??= openAny()
      .then((opened) => {
        open = opened;
        return opened;
      })
      .finally(() => {
        opening = undefined;
      });
    return opening;
  };

  return {
    request: async (operation, write) => {
      const current = await connection();
      try {
        return await current.request(operation, write);
      } catch (error) {
        if (!current.isOpen() && current === open) {
          open = undefined;
          next += 1;
        }
        throw error;
      }
    },
    close: () => open?.close(),
  };
};
