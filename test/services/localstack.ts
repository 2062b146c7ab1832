import { type AwsConnection, givenAwsConnection, localAwsConnection } from './aws-connection.ts';
import { requireDocker } from './docker.ts';
import { firstAvailable } from './first-available.ts';
import type { Stoppable } from './lifecycle.ts';
import { buildImage, startContainer } from './localstack/container.ts';
import { clientEnvironment } from './localstack/environment.ts';
import { startOnHost } from './localstack/host.ts';
import { installLocalStack } from './localstack/installation.ts';
import type { LocalStackOptions } from './localstack/options.ts';
import { freePort } from './ports.ts';

/** A LocalStack as far as its clients see it. */
export interface LocalStackConnection extends AwsConnection {
  readonly accountId: string;
  /** What `cdk` and the AWS SDKs need in their environment; deployed functions have it already. */
  readonly env: Readonly<Record<string, string>>;
}

export interface LocalStackService extends LocalStackConnection, Stoppable {}

/**
 * LocalStack community with what this project needs beyond it (docs/localstack.md), or the one at
 * TEST_LOCALSTACK_ENDPOINT, which must have our plug-in. Without Docker it runs on this machine, set up in the cache.
 */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStackService> {
  const given = givenAwsConnection('TEST_LOCALSTACK_ENDPOINT');
  if (given) return { ...localStackConnection(given), stop: async () => {} };
  const port = options.port ?? (await freePort());
  const start = await firstAvailable(
    'LocalStack',
    [
      {
        name: 'this machine',
        find: () => installLocalStack().then((found) => () => startOnHost(found, port, options)),
      },
      {
        name: 'Docker',
        find: () =>
          requireDocker()
            .then(buildImage)
            .then(() => () => startContainer(port, options)),
      },
    ],
    'Install Python 3.11 or newer, or Docker, or set TEST_LOCALSTACK_ENDPOINT.',
  );
  return { ...localStackConnection(localAwsConnection(port)), ...(await start()) };
}

/** LocalStack knows one account, and makes it from any key that is no account's number. */
function localStackConnection(connection: AwsConnection): LocalStackConnection {
  return { ...connection, accountId: '000000000000', env: clientEnvironment(connection) };
}
