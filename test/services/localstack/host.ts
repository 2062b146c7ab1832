import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDynamoDB } from '../dynamodb.ts';
import type { Stoppable } from '../lifecycle.ts';
import { httpAnswers } from '../probes.ts';
import { type RunningProcess, startProcess } from '../process.ts';
import { createRunDirectory, type RunDirectory } from '../run-directory.ts';
import { localStackEnvironment } from './environment.ts';
import type { Installation } from './installation.ts';
import type { LocalStackOptions } from './options.ts';

const plugin = fileURLToPath(new URL('plugin', import.meta.url));

/** LocalStack as a process of this machine, with our plug-in, and with a DynamoDB Local beside it. */
export async function startOnHost(
  installation: Installation,
  port: number,
  options: LocalStackOptions,
): Promise<Stoppable> {
  const dynamodb = await startDynamoDB();
  const run = await createRunDirectory('localstack');
  const cleanUp = () => dynamodb.stop().then(run.remove);
  const environment = {
    ...localStackEnvironment(port, options),
    ...hostEnvironment(run),
    ...dynamodbEnvironment(dynamodb.endpoint),
  };
  try {
    const server = await startServer(installation, port, environment, run);
    return { stop: () => server.stop().then(cleanUp) };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

function startServer(
  { name, python }: Installation,
  port: number,
  env: Readonly<Record<string, string>>,
  run: RunDirectory,
): Promise<RunningProcess> {
  return startProcess({
    name,
    command: python,
    args: ['-m', 'localstack.runtime.main'],
    env,
    logFile: join(run.path, 'localstack.log'),
    cwd: run.path,
    ready: httpAnswers(`http://127.0.0.1:${port}/_localstack/health`),
    // A soft end takes it five seconds, and there is nothing to save.
    signal: 'SIGKILL',
  });
}

/** So that it leaves nothing behind: all that it and the functions write goes to the run's directory. */
function hostEnvironment(run: RunDirectory): Readonly<Record<string, string>> {
  return {
    OVERRIDE_IN_DOCKER: '0',
    FILESYSTEM_ROOT: run.path,
    TMPDIR: run.path,
    XDG_CACHE_HOME: run.path,
    PYTHONPATH: plugin,
    PYTHONDONTWRITEBYTECODE: '1',
    CONNECT_NODE: process.execPath,
  };
}

function dynamodbEnvironment(endpoint: string): Readonly<Record<string, string>> {
  const { port } = new URL(endpoint);
  return { DYNAMODB_LOCAL_PORT: port, CONNECT_DYNAMODB_PORT: port };
}
