import { Client } from 'cassandra-driver';
import { startCassandraServer } from './cassandra/server.ts';
import { requireDocker, startContainer } from './docker.ts';
import { firstAvailable } from './first-available.ts';
import { givenLifecycle } from './given-lifecycle.ts';
import type { Certificate } from './kafka/certificate.ts';
import type { Lifecycle } from './lifecycle.ts';
import { freePort } from './ports.ts';
import { succeeds } from './probes.ts';

export interface CassandraConnection {
  readonly host: string;
  readonly port: number;
  readonly localDc: string;
}

export interface CassandraService extends CassandraConnection, Lifecycle {}

export interface CassandraOptions {
  readonly port?: number;
  /** Asks clients for user and password, both `cassandra`. */
  readonly authenticated?: boolean;
  /** Takes TLS connections, too, from clients that show it. */
  readonly certificate?: Certificate;
}

/** A client that is not under test. */
export const cassandraClient = ({ host, port, localDc }: CassandraConnection, authenticated = false): Client =>
  new Client({
    contactPoints: [`${host}:${port}`],
    localDataCenter: localDc,
    ...(authenticated && { credentials: { username: 'cassandra', password: 'cassandra' } }),
  });

const answers = async (connection: CassandraConnection, authenticated: boolean): Promise<void> => {
  const client = cassandraClient(connection, authenticated);
  await client.connect().finally(() => client.shutdown());
};

/** One node of Cassandra 5.0, or the one at TEST_CASSANDRA_CONTACT_POINT (`host:port`, data center `datacenter1`). */
export async function startCassandra(options: CassandraOptions = {}): Promise<CassandraService> {
  const given = process.env.TEST_CASSANDRA_CONTACT_POINT;
  if (given !== undefined && Object.keys(options).length === 0) {
    const [host = '', port = '9042'] = given.split(':');
    return { ...connectionTo(host, Number(port)), ...givenLifecycle('TEST_CASSANDRA_CONTACT_POINT') };
  }
  const { port = await freePort(), authenticated = false, certificate } = options;
  const connection = connectionTo('127.0.0.1', port);
  return { ...connection, ...(await startServer(connection, { authenticated, ...(certificate && { certificate }) })) };
}

const connectionTo = (host: string, port: number): CassandraConnection => ({ host, port, localDc: 'datacenter1' });

async function startServer(
  connection: CassandraConnection,
  options: { readonly authenticated: boolean; readonly certificate?: Certificate },
): Promise<Lifecycle> {
  const { authenticated, certificate } = options;
  const ready = succeeds(() => answers(connection, authenticated));
  const { port } = connection;
  const maven = async () => startCassandraServer({ port, ...options, ready });
  const container = async () => {
    await requireDocker();
    return startContainer({ image: 'cassandra:5.0.5', containerPort: 9042, port, env: {}, args: [], ready });
  };
  const ways = [
    { name: 'Maven', find: maven },
    ...(authenticated || certificate ? [] : [{ name: 'Docker', find: container }]),
  ];
  const advice = 'Install Maven 3 with a JDK 17, or Docker, or set TEST_CASSANDRA_CONTACT_POINT.';
  return firstAvailable('Cassandra', ways, advice);
}
