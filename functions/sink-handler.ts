import middy from '@middy/core';
import type { ConnectorPlugin } from '../lib/config/define-connector.ts';
import type { SinkTaskPlugin } from '../lib/config/define-task.ts';
import { createSinkFunction } from '../lib/runtime/sink-function.ts';
import { createSinkHost } from '../lib/runtime/sink-host.ts';
import { createEnvironment } from './environment.ts';

const CONFIG_REFRESH_MS = 5000;

/** The Lambda of a sink plugin; every connector invokes it by an alias of its own. */
export const createSinkHandler = (connector: ConnectorPlugin, plugin: SinkTaskPlugin) => {
  const environment = createEnvironment();
  const deliver = createSinkFunction({
    host: createSinkHost({ ...environment, configRefreshMs: CONFIG_REFRESH_MS }),
    plugin,
    pluginVersion: connector.version,
    clock: environment.clock,
    reportsBatchItemFailures: process.env.REPORT_BATCH_ITEM_FAILURES === 'true',
  });
  return middy(deliver);
};
