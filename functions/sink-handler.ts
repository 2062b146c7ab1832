import middy from '@middy/core';
import { reportsBatchItemFailures, withPlainAlias } from '../lib/aws/connector-alias.ts';
import type { ConnectorPlugin } from '../lib/config/define-connector.ts';
import type { SinkTaskPlugin } from '../lib/config/define-task.ts';
import { createKafkaJs } from '../lib/kafka/kafkajs/create-kafkajs.ts';
import type { InvocationContext } from '../lib/runtime/invocation.ts';
import { createSinkFunction } from '../lib/runtime/sink/sink-function.ts';
import { createSinkHost } from '../lib/runtime/sink/sink-host.ts';
import { createEnvironment } from './environment.ts';
import { createFunctionMetrics } from './metrics.ts';
import { recordPlugins } from './record-plugins.ts';

const CONFIG_REFRESH_MS = 5000;

/** The Lambda of a sink plugin; every connector invokes it by an alias of its own, which also says what its mapping heeds. */
export const createSinkHandler = async (connector: ConnectorPlugin, plugin: SinkTaskPlugin) => {
  const { resolveWorker, ...environment } = createEnvironment();
  const kafka = createKafkaJs({ log: environment.log });
  const { meters, middleware } = createFunctionMetrics(environment);
  const host = createSinkHost({
    ...environment,
    plugins: recordPlugins,
    kafka,
    meters,
    worker: await resolveWorker(),
    configRefreshMs: CONFIG_REFRESH_MS,
  });
  const options = { host, plugin, pluginVersion: connector.version, clock: environment.clock };
  const reporting = createSinkFunction({ ...options, reportsBatchItemFailures: true });
  const throwing = createSinkFunction({ ...options, reportsBatchItemFailures: false });
  return middy((event: unknown, context: InvocationContext) => {
    const deliver = reportsBatchItemFailures(context.invokedFunctionArn) ? reporting : throwing;
    return deliver(event, {
      awsRequestId: context.awsRequestId,
      getRemainingTimeInMillis: () => context.getRemainingTimeInMillis(),
      invokedFunctionArn: withPlainAlias(context.invokedFunctionArn),
    });
  }).use(middleware);
};
