import { connectAsync } from 'mqtt';
import { requireDocker, startContainer } from './docker.ts';
import { firstAvailable } from './first-available.ts';
import { givenLifecycle } from './given-lifecycle.ts';
import type { Certificate } from './kafka/certificate.ts';
import type { Lifecycle } from './lifecycle.ts';
import { fetchDebianMosquitto, findLocalMosquitto } from './mosquitto/distribution.ts';
import { startMosquittoServer } from './mosquitto/server.ts';
import { freePort } from './ports.ts';
import { succeeds } from './probes.ts';

/** Where the broker listens. */
interface MosquittoConnection {
  readonly uri: string;
}

export interface MosquittoService extends MosquittoConnection, Lifecycle {}

export interface MosquittoOptions {
  readonly port?: number;
  /** Listens with TLS only, and wants a certificate of its clients that this one has signed. */
  readonly certificate?: Certificate;
  /** Lets nobody else in. */
  readonly user?: { readonly name: string; readonly password: string };
}

/** Mosquitto 2 that queues without limit and keeps sessions over a kill, or the broker at TEST_MQTT_URI. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<MosquittoService> {
  const given = process.env.TEST_MQTT_URI;
  if (given !== undefined && Object.keys(options).length === 0)
    return { uri: given, ...givenLifecycle('TEST_MQTT_URI') };
  const port = options.port ?? (await freePort());
  const uri = `${options.certificate ? 'ssl' : 'tcp'}://localhost:${port}`;
  const run = async (find: typeof findLocalMosquitto) => {
    const distribution = await find();
    return () => startMosquittoServer(distribution, port, options);
  };
  const start = await firstAvailable(
    'Mosquitto',
    [
      { name: 'local binary', find: () => run(findLocalMosquitto) },
      { name: 'Debian packages', find: () => run(fetchDebianMosquitto) },
      { name: 'Docker', find: async () => requireDocker().then(() => () => startMosquittoContainer(port)) },
    ],
    'Install mosquitto, run this on Debian or Ubuntu, install Docker, or set TEST_MQTT_URI.',
  );
  return { uri, ...(await start()) };
}

const answers = (port: number) =>
  succeeds(async () => {
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, connectTimeout: 2000 });
    await client.endAsync();
  });

function startMosquittoContainer(port: number): Promise<Lifecycle> {
  return startContainer({
    image: 'eclipse-mosquitto:2.0.22',
    containerPort: 1883,
    port,
    env: {},
    args: ['mosquitto', '-c', '/mosquitto-no-auth.conf'],
    ready: answers(port),
  });
}
