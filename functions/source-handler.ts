import { LambdaClient } from '@aws-sdk/client-lambda';
import middy from '@middy/core';
import { invokeFunction } from '../lib/aws/invoke-function.ts';
import type { ConnectorPlugin } from '../lib/config/define-connector.ts';
import type { SourceTaskPlugin } from '../lib/config/define-task.ts';
import { createKafkaJs } from '../lib/kafka/kafkajs/create-kafkajs.ts';
import { createSourceFunction } from '../lib/runtime/source/source-function.ts';
import { createEnvironment } from './environment.ts';
import { createFunctionMetrics } from './metrics.ts';
import { recordPlugins } from './record-plugins.ts';

/** A run that has nothing to read ends after this time; the schedule starts the next. */
const IDLE_TIMEOUT_MS = 1000;
const LEASE_TTL_MS = 30_000;
const HEARTBEAT_MS = 5000;

/** The Lambda of a source plugin. */
export const createSourceHandler = async (connector: ConnectorPlugin, plugin: SourceTaskPlugin) => {
  const { functionName, resolveWorker, ...environment } = createEnvironment();
  const kafka = createKafkaJs({ log: environment.log });
  const times = { idleTimeoutMs: IDLE_TIMEOUT_MS, leaseTtlMs: LEASE_TTL_MS, heartbeatMs: HEARTBEAT_MS };
  const { meters, middleware } = createFunctionMetrics({ functionName, ...environment });
  const invoke = invokeFunction(new LambdaClient({}));
  const run = createSourceFunction({
    runtime: {
      ...environment,
      ...times,
      plugins: recordPlugins,
      kafka,
      meters,
      worker: await resolveWorker(),
      // Tasks read configurations, and do not write them.
      requestReconfiguration: (name, outdatedGeneration) =>
        invoke(process.env.RECONCILER_FUNCTION ?? '', { connector: name, outdatedGeneration }),
    },
    plugin,
    pluginVersion: connector.version,
    // To Lambda that is a recursive loop, so the function must have `recursiveLoop` set to `Allow`.
    invokeSuccessor: (event) => invoke(functionName, event),
    // Lambda gives no notice of its end: the deadline of each invocation is what a run goes by.
    signal: new AbortController().signal,
  });
  return middy(run).use(middleware);
};
