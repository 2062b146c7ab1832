import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import type { Logger } from '../lib/connect/logger.ts';
import { converters, headerConverters } from '../lib/converters/catalogue.ts';
import { createKafkaJs } from '../lib/kafka/kafkajs/create-kafkajs.ts';
import { createTextLogger } from '../lib/observability/text-logger.ts';
import { systemClock } from '../lib/runtime/clock.ts';
import { parseWorkerConfig } from '../lib/runtime/worker-config.ts';
import { createDynamoDbStorage } from '../lib/storage/dynamodb/dynamodb-storage.ts';

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
  const log: Logger = createTextLogger({
    name: env.AWS_LAMBDA_FUNCTION_NAME,
    level: env.LOG_LEVEL,
    write: (line) => process.stdout.write(line),
  });
  const tables = { configs: env.CONFIG_TABLE, offsets: env.OFFSET_TABLE, statuses: env.STATUS_TABLE };
  return {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    storage: createDynamoDbStorage({ client: new DynamoDBClient({}), tables }),
    kafka: createKafkaJs({ log }),
    plugins: { converters, headerConverters },
    worker: parseWorkerConfig(env.WORKER_CONFIG),
    workerId: `lambda:${env.AWS_LAMBDA_FUNCTION_NAME}`,
    clock: systemClock,
    log,
  };
};
