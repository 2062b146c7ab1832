import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { createPowertoolsLogger } from '../lib/aws/powertools-logger.ts';
import type { ResolvedConfig } from '../lib/config/references.ts';
import { resolveConfig } from '../lib/config-providers/resolve-config.ts';
import type { RawConfig } from '../lib/connect/connector.ts';
import { systemClock } from '../lib/runtime/clock.ts';
import { parseWorkerConfig } from '../lib/runtime/worker-config.ts';
import { createDynamoDbStorage } from '../lib/storage/dynamodb/dynamodb-storage.ts';
import { configProvidersOf } from './config-providers.ts';

/** What the stack tells every function. */
const environmentSchema = v.object({
  CONFIG_TABLE: v.string(),
  OFFSET_TABLE: v.string(),
  STATUS_TABLE: v.string(),
  /** The worker's configuration as one JSON object of strings; secrets are references. */
  WORKER_CONFIG: v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string())),
  AWS_LAMBDA_FUNCTION_NAME: v.string(),
  LOG_LEVEL: v.optional(v.picklist(['DEBUG', 'INFO', 'WARN', 'ERROR']), 'INFO'),
});

/** The clients and settings of this function, made once for all its invocations. */
export const createEnvironment = () => {
  const env = v.parse(environmentSchema, process.env);
  const tables = { configs: env.CONFIG_TABLE, offsets: env.OFFSET_TABLE, statuses: env.STATUS_TABLE };
  const configProviders = configProvidersOf(env.WORKER_CONFIG);
  let resolved: Promise<ResolvedConfig> | undefined;
  const resolveWorker = async () => {
    resolved ??= resolveConfig(env.WORKER_CONFIG, configProviders);
    return parseWorkerConfig((await resolved).config);
  };
  return {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    storage: createDynamoDbStorage({ client: new DynamoDBClient({}), tables }),
    /** As written: its secrets are references. */
    worker: parseWorkerConfig(env.WORKER_CONFIG),
    /** The same with its secrets. @throws ConfigError for a reference that leads nowhere. */
    resolveWorker,
    resolveConfig: (raw: RawConfig) => resolveConfig(raw, configProviders),
    workerId: `lambda:${env.AWS_LAMBDA_FUNCTION_NAME}`,
    clock: systemClock,
    log: createPowertoolsLogger({ serviceName: env.AWS_LAMBDA_FUNCTION_NAME, level: env.LOG_LEVEL }),
  };
};
