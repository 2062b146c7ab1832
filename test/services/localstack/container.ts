import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Stoppable } from '../lifecycle.ts';
import { httpAnswers } from '../probes.ts';
import { reportProgress } from '../progress.ts';
import { runCommand } from '../run-command.ts';
import { startWatchdog } from '../watchdog.ts';
import { localStackEnvironment } from './environment.ts';
import type { LocalStackOptions } from './options.ts';

const image = 'kafka-connect-serverless/localstack:4.14.0';
const dockerfile = fileURLToPath(new URL('../../../docker/localstack.Dockerfile', import.meta.url));
const context = fileURLToPath(new URL('.', import.meta.url));

/** Builds the image that docker/compose.yaml uses too: LocalStack 4.14.0 with our plug-in and a Node. */
export async function buildImage(): Promise<void> {
  reportProgress(`building ${image} in Docker …`);
  await runCommand('docker', ['build', '--quiet', '--tag', image, '--file', dockerfile, context]);
}

/** On the host's network, because the functions run inside it and call what tests start on this machine. */
export async function startContainer(port: number, options: LocalStackOptions): Promise<Stoppable> {
  const variables = Object.entries(localStackEnvironment(port, options)).flatMap(([key, value]) => [
    '-e',
    `${key}=${value}`,
  ]);
  const id = (await runCommand('docker', ['run', '-d', '--network', 'host', ...variables, image])).trim();
  const watchdog = startWatchdog('docker rm -f -v "$1"', id);
  const stop = async () => {
    await runCommand('docker', ['rm', '-f', '-v', id]);
    watchdog.release();
  };
  try {
    await untilReady(id, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

async function untilReady(id: string, port: number): Promise<void> {
  const ready = httpAnswers(`http://127.0.0.1:${port}/_localstack/health`);
  const deadline = Date.now() + 120_000;
  while (!(await ready(''))) {
    if (Date.now() > deadline) {
      const log = await runCommand('docker', ['logs', '--tail', '40', id]);
      throw new Error(`${image}: not ready after two minutes. The end of its log:\n${log}`);
    }
    await sleep(200);
  }
}
