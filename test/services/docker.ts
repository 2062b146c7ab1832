import { setTimeout as sleep } from 'node:timers/promises';
import type { Lifecycle } from './lifecycle.ts';
import type { Probe } from './probes.ts';
import { reportProgress } from './progress.ts';
import { runCommand } from './run-command.ts';
import { startWatchdog } from './watchdog.ts';

export interface ContainerOptions {
  /** With its version: `postgres:17.6`. */
  readonly image: string;
  readonly containerPort: number;
  /** The port of the loopback interface that leads to it. */
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly ready: Probe;
}

/** Throws unless a Docker daemon answers. */
export async function requireDocker(): Promise<void> {
  await runCommand('docker', ['version', '--format', '{{.Server.Version}}']);
}

/** The last resort: a container, which does not outlive this process. */
export async function startContainer(options: ContainerOptions): Promise<Lifecycle> {
  reportProgress(`starting ${options.image} in Docker …`);
  const id = (await runCommand('docker', runArguments(options))).trim();
  const watchdog = startWatchdog('docker rm -f -v "$1"', id);
  const remove = async () => {
    await runCommand('docker', ['rm', '-f', '-v', id]);
    watchdog.release();
  };
  try {
    await untilReady(id, options);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    stop: remove,
    kill: async () => void (await runCommand('docker', ['kill', id])),
    restart: async () => {
      await runCommand('docker', ['restart', id]);
      await untilReady(id, options);
    },
  };
}

// Not --rm: a killed container must come back with its data.
function runArguments({ image, containerPort, port, env, args }: ContainerOptions): readonly string[] {
  const variables = Object.entries(env).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
  return ['run', '-d', '-p', `127.0.0.1:${port}:${containerPort}`, ...variables, image, ...args];
}

async function untilReady(id: string, { image, ready }: ContainerOptions): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!(await ready(''))) {
    if (Date.now() > deadline) {
      const log = await runCommand('docker', ['logs', '--tail', '40', id]);
      throw new Error(`${image}: not ready after 90 seconds. The end of its log:\n${log}`);
    }
    await sleep(200);
  }
}
