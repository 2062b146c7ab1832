import { readdir, readFile } from 'node:fs/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListAliasesCommand, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LocalStackConnection } from '../services/localstack.ts';
import { waitFor } from '../worker/worker-process.ts';

/** Clients of the cloud that LocalStack plays. */
export const createClients = ({ endpoint, region, accessKeyId, secretAccessKey }: LocalStackConnection) => {
  const settings = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  return {
    dynamodb: new DynamoDBClient(settings),
    logs: new CloudWatchLogsClient(settings),
    lambda: new LambdaClient(settings),
    scheduler: new SchedulerClient(settings),
    secrets: new SecretsManagerClient(settings),
  };
};

export type Clients = ReturnType<typeof createClients>;

/** Everything that the reconciler has set up for one worker, by kind. */
export const whatRuns = async ({ lambda, scheduler }: Clients, worker: string, functions: readonly string[]) => {
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({ GroupName: worker }));
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
  const aliases = await Promise.all(
    functions.map(async (FunctionName) => {
      const { Aliases = [] } = await lambda.send(new ListAliasesCommand({ FunctionName }));
      return Aliases.map(({ Name }) => `${FunctionName}:${Name}`);
    }),
  );
  return {
    schedules: Schedules.map(({ Name }) => Name ?? ''),
    aliases: aliases.flat(),
    // The tables' streams are the stack's own mappings.
    mappings: EventSourceMappings.filter(({ Topics = [] }) => Topics.length > 0).map(
      ({ Topics = [], State }) => `${Topics.join()} ${State}`,
    ),
  };
};

/** The processes that run a function. */
const processesOf = async (functionName: string): Promise<readonly number[]> => {
  const wanted = `AWS_LAMBDA_FUNCTION_NAME=${functionName}`;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return environment.split('\0').includes(wanted) ? [Number(pid)] : [];
    }),
  );
  return found.flat();
};

/** SIGKILLs the processes that run a function, as a crash of its environment would. @returns how many there were. */
export const killFunction = async (functionName: string): Promise<number> => {
  const pids = await processesOf(functionName);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  const hasGone = async () => !(await processesOf(functionName)).some((pid) => pids.includes(pid));
  await waitFor(`processes of ${functionName} to be gone`, hasGone);
  return pids.length;
};

/** Stops a process if it still is there; one that idles is thawed for its next event, and has to be stopped again. */
const stop = (pid: number): boolean => {
  try {
    return process.kill(pid, 'SIGSTOP');
  } catch {
    return false;
  }
};

/** Has a function hang in the middle of an event, until Lambda's timeout kills it. */
export const hangUntilTimedOut = async (functionName: string): Promise<void> => {
  const [pid = 0] = await waitFor(`a process of ${functionName}`, async () => {
    const pids = await processesOf(functionName);
    return pids.length > 0 && pids;
  });
  await waitFor(`${functionName} to be timed out`, async () => !stop(pid), 120_000);
};
