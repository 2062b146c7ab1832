import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { aliasFor } from '../../lib/aws/connector-alias.ts';
import { createDynamoDbStorage } from '../../lib/storage/dynamodb/dynamodb-storage.ts';
import type { TableNames } from '../../lib/storage/dynamodb/tables.ts';
import type { AwsConnection } from '../../test/services/aws-connection.ts';
import type { Command } from '../process/measured-run.ts';
import { NODE_FLAGS } from '../process/node-flags.ts';
import { workerConfig } from '../process/properties.ts';
import { connectorConfig, type Job } from './job.ts';

/** Where the deployed functions keep what they must remember. */
export interface Tables {
  readonly connection: AwsConnection;
  readonly client: DynamoDBClient;
  readonly names: TableNames;
}

/** Puts a connector of one task to where the reconciler would have put it. */
const deploy = async ({ client, names }: Tables, job: Job): Promise<void> => {
  const { configs } = createDynamoDbStorage({ client, tables: names });
  const config = connectorConfig(job);
  await configs.putConnectorConfig(job.name, config, { expectedVersion: 0 });
  await configs.putTaskConfigs(job.name, { generation: 1, fingerprint: '', configs: [config], restarts: {} }, 0);
};

const environment = ({ connection, names }: Tables, plugin: string, bootstrapServers: string) => ({
  CONFIG_TABLE: names.configs,
  OFFSET_TABLE: names.offsets,
  STATUS_TABLE: names.statuses,
  WORKER_CONFIG: JSON.stringify(workerConfig(bootstrapServers)),
  AWS_LAMBDA_FUNCTION_NAME: plugin,
  AWS_REGION: connection.region,
  AWS_ACCESS_KEY_ID: connection.accessKeyId,
  AWS_SECRET_ACCESS_KEY: connection.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: connection.endpoint,
  LOG_LEVEL: 'WARN',
});

/** A folder with the one event that a schedule sends. */
const scheduled = async ({ name, directory }: Job): Promise<string> => {
  const folder = join(directory, 'events');
  await mkdir(folder);
  await writeFile(join(folder, '0'), JSON.stringify({ connector: name, task: 0 }));
  return folder;
};

/**
 * Our function, as it is deployed: the plugin's bundle on real tables.
 *
 * @param events a folder of what the event source mapping would send; a source needs none.
 */
export const deployedFunction = async (
  job: Job,
  bootstrapServers: string,
  tables: Tables,
  events: string | undefined,
): Promise<Command> => {
  await deploy(tables, job);
  const plugin = `file-stream-${job.row.kind}`;
  const alias = aliasFor(job.name, { provisioned: true });
  return {
    command: process.execPath,
    args: [
      ...NODE_FLAGS,
      'dist/bench/runtime-client.js',
      join(process.cwd(), 'dist/functions', plugin, `${plugin}.mjs`),
      `arn:aws:lambda:${tables.connection.region}:000000000000:function:${plugin}:${alias}`,
      events ?? (await scheduled(job)),
    ],
    env: environment(tables, plugin, bootstrapServers),
    logFile: join(job.directory, 'function.log'),
  };
};

/** What no function can go below (`floor.ts`), in the same process as {@link deployedFunction}. */
export const floorFunction = async (job: Job, events: string): Promise<Command> => ({
  command: process.execPath,
  args: [...NODE_FLAGS, 'dist/bench/runtime-client.js', join(process.cwd(), 'dist/bench/floor.js'), '', events],
  env: { FLOOR_FILE: job.file, FLOOR_JSON: String(job.row.converter !== 'string') },
  logFile: join(job.directory, 'floor.log'),
});
