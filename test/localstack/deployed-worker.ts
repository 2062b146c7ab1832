import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { type KafkaService, startKafka } from '../services/kafka.ts';
import { type CdkOptions, cdkBootstrap, cdkDeploy, type StackOutputs } from '../services/localstack/cdk.ts';
import { type LocalStackService, startLocalStack } from '../services/localstack.ts';
import { startPostgres } from '../services/postgres.ts';
import { createBucket } from '../services/s3/create-bucket.ts';
import type { SqlService } from '../services/sql-connection.ts';
import { type ConnectClient, createConnectClient } from '../worker/connect-client.ts';
import { type Clients, createClients } from './world.ts';

const BUCKET = 'numbers-archive';
/** LocalStack wants a signature to be there, and verifies none. */
const SIGNATURE = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/execute-api/aws4_request';

type Connectors = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface WorkerOptions {
  readonly workerName: string;
  readonly plugins: readonly string[];
  readonly connectors: Connectors;
}

/** A worker that `cdk` deployed. */
export interface DeployedWorker {
  readonly stack: CdkOptions;
  readonly outputs: StackOutputs;
  readonly connect: ConnectClient;
}

/** What workers are deployed to, and what they work with. */
export interface Cloud {
  readonly kafka: KafkaService;
  readonly postgres: SqlService;
  readonly localstack: LocalStackService;
  readonly clients: Clients;
  readonly bucket: string;
  deploy(options: WorkerOptions): Promise<DeployedWorker>;
  stop(): Promise<void>;
}

/** A schedule of a minute rings every three seconds. */
const SCHEDULE_SPEEDUP = 20;

const startBootstrapped = async (): Promise<LocalStackService> => {
  const localstack = await startLocalStack({ scheduleSpeedup: SCHEDULE_SPEEDUP });
  await cdkBootstrap(localstack);
  return localstack;
};

/** Kafka, PostgreSQL whose password is the secret `shop-db`, and LocalStack with a bucket. */
export const startCloud = async (): Promise<Cloud> => {
  const [kafka, postgres, localstack] = await Promise.all([startKafka(), startPostgres(), startBootstrapped()]);
  const clients = createClients(localstack);
  await createBucket(localstack, BUCKET);
  await clients.secrets.send(
    new CreateSecretCommand({ Name: 'shop-db', SecretString: JSON.stringify({ password: postgres.password }) }),
  );
  return {
    kafka,
    postgres,
    localstack,
    clients,
    bucket: BUCKET,
    deploy: async ({ workerName, plugins, connectors }) => {
      const context = {
        workerName,
        bootstrapServers: kafka.bootstrapServers,
        plugins: plugins.join(),
        retain: 'false',
        connectors: JSON.stringify(connectors),
      };
      const app = 'node --import tsx infra/app.ts';
      const stack: CdkOptions = { localstack, app, stackName: `KafkaConnect-${workerName}`, context };
      const outputs = await cdkDeploy(stack);
      return { stack, outputs, connect: createConnectClient(outputs.RestApiUrl ?? '', { authorization: SIGNATURE }) };
    },
    stop: async () => {
      await Promise.all([localstack.stop(), kafka.stop(), postgres.stop()]);
    },
  };
};
