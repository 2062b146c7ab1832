import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../services/ports.ts';
import { type ConnectClient, createConnectClient } from './connect-client.ts';

/** What `npm run build:standalone` has made: the worker as `npm start` runs it. */
const main = fileURLToPath(new URL('../../dist/standalone/main.js', import.meta.url));

/** A standalone worker in a process of its own, as `npm start` runs it. */
export interface WorkerProcess {
  readonly url: string;
  readonly client: ConnectClient;
  /** Whether the process is gone, by itself or by a signal. */
  hasEnded(): boolean;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Starts the same worker again, on the same port and file. */
  restart(): Promise<void>;
  /** Of the process that runs now. */
  pid(): number;
  /** The most memory that it has held since it was started, in megabytes; as Linux counts. */
  peakMemoryMb(): Promise<number>;
  /** What it has logged. */
  log(): Promise<string>;
  /** Stops it and removes its files. */
  remove(): Promise<void>;
}

/** Waits until a condition holds, looking every 50 ms unless told otherwise. @throws after `timeoutMs`, naming `what`. */
export const waitFor = async <T>(
  what: string,
  condition: () => Promise<T | undefined | false>,
  timeoutMs = 60_000,
  everyMs = 50,
): Promise<T> => {
  const end = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const result = await condition();
      if (result !== undefined && result !== false) return result;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const endWith = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (!ended(child)) {
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
  return child.exitCode;
};

export interface WorkerProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** For Node itself, such as `--cpu-prof`. */
  readonly nodeArgs?: readonly string[];
  /** Connector files by name, `.json` or `.properties`, given on the command line. */
  readonly connectorFiles?: Readonly<Record<string, string>>;
}

/** Starts a worker with these properties (its port, file and converters are set here) and waits until REST answers. */
export const startWorkerProcess = async (
  properties: Readonly<Record<string, string>>,
  options: WorkerProcessOptions = {},
): Promise<WorkerProcess> => {
  const directory = await mkdtemp(join(tmpdir(), 'connect-worker-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(directory, 'worker.log');
  const file = join(directory, 'worker.properties');
  const all = {
    listeners: url,
    'offset.storage.file.filename': join(directory, 'connect.db'),
    'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'offset.flush.interval.ms': '1000',
    ...properties,
  };
  await writeFile(
    file,
    Object.entries(all)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  const { env = {}, nodeArgs = [], connectorFiles = {} } = options;
  const connectors = Object.keys(connectorFiles).map((one) => join(directory, one));
  for (const [one, text] of Object.entries(connectorFiles)) await writeFile(join(directory, one), text);
  const client = createConnectClient(url);
  const log = createWriteStream(logFile, { flags: 'a' });

  const launch = async (): Promise<ChildProcess> => {
    const started = spawn(process.execPath, [...nodeArgs, main, file, ...connectors], {
      env: { ...process.env, ...env },
    });
    started.stdout.pipe(log, { end: false });
    started.stderr.pipe(log, { end: false });
    const died = once(started, 'exit').then(async () => {
      throw new Error(`the worker ended: ${await readFile(logFile, 'utf8')}`);
    });
    const answers = waitFor(`the worker at ${url}`, async () => (await fetch(`${url}/connectors`)).status < 500);
    await Promise.race([answers, died]);
    died.catch(() => undefined);
    return started;
  };

  let child = await launch();
  // A test run that dies must not leave workers behind.
  const killWithParent = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithParent);
  return {
    url,
    client,
    hasEnded: () => ended(child),
    kill: async () => {
      await endWith(child, 'SIGKILL');
    },
    stop: () => endWith(child, 'SIGTERM'),
    restart: async () => {
      child = await launch();
    },
    pid: () => {
      if (child.pid === undefined) throw new Error('the worker has no process');
      return child.pid;
    },
    peakMemoryMb: async () => {
      const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      return Math.round(Number(kilobytes) / 1024);
    },
    log: () => readFile(logFile, 'utf8'),
    remove: async () => {
      await endWith(child, 'SIGTERM');
      process.removeListener('exit', killWithParent);
      log.end();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
