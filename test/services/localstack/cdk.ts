import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalStackConnection } from '../localstack.ts';
import { runCommand } from '../run-command.ts';

export interface CdkOptions {
  readonly localstack: LocalStackConnection;
  /** The command that runs the app, in the project's root: `node --import tsx infra/app.ts`. */
  readonly app: string;
  readonly stackName: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** A stack's outputs by their names. */
export type StackOutputs = Readonly<Record<string, string>>;

const root = fileURLToPath(new URL('../../../', import.meta.url));
const cdk = join(root, 'node_modules', '.bin', 'cdk');
const quiet = { CI: '1', CDK_DISABLE_VERSION_CHECK: '1', CDK_DISABLE_CLI_TELEMETRY: 'true', NODE_NO_WARNINGS: '1' };

/** Deploys a stack as a user would, by the project's own `cdk`; before the first one it bootstraps the account. */
export async function cdkDeploy(options: CdkOptions): Promise<StackOutputs> {
  await cdkBootstrap(options.localstack);
  const work = await mkdtemp(join(tmpdir(), 'connect-cdk-'));
  const outputsFile = join(work, 'outputs.json');
  try {
    const how = ['--require-approval', 'never', '--method', 'direct', '--progress', 'events'];
    await runCdk(options.localstack, ['deploy', ...how, '--outputs-file', outputsFile, ...appArguments(options, work)]);
    const outputs: Readonly<Record<string, StackOutputs>> = JSON.parse(await readFile(outputsFile, 'utf8'));
    return outputs[options.stackName] ?? {};
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

export async function cdkDestroy(options: CdkOptions): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'connect-cdk-'));
  try {
    await runCdk(options.localstack, ['destroy', '--force', ...appArguments(options, work)]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function appArguments({ app, stackName, context = {} }: CdkOptions, work: string): readonly string[] {
  const values = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
  return [stackName, '--app', app, '--output', join(work, 'cdk.out'), ...values];
}

const bootstraps = new Map<string, Promise<unknown>>();

/**
 * What CDK needs to deploy anything: once for each LocalStack, and no change to one that has it. It takes ten seconds, in
 * which something else can start: `cdkDeploy` waits for one that is under way.
 */
export function cdkBootstrap(localstack: LocalStackConnection): Promise<unknown> {
  const { endpoint, accountId, region } = localstack;
  const bootstrap = () => runCdk(localstack, ['bootstrap', `aws://${accountId}/${region}`], tmpdir());
  const running = bootstraps.get(endpoint) ?? bootstrap();
  bootstraps.set(endpoint, running);
  return running;
}

/** In a directory with a cdk.json, `cdk` would synthesise its app even to bootstrap. */
function runCdk(localstack: LocalStackConnection, args: readonly string[], cwd = root): Promise<string> {
  return runCommand(cdk, args, { cwd, env: { ...localstack.env, ...quiet } });
}
