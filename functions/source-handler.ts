import { LambdaClient } from '@aws-sdk/client-lambda';
import middy from '@middy/core';
import { createSuccessor } from '../lib/aws/function-successor.ts';
import type { ConnectorPlugin } from '../lib/config/define-connector.ts';
import type { SourceTaskPlugin } from '../lib/config/define-task.ts';
import { createSourceFunction } from '../lib/runtime/source-function.ts';
import { createEnvironment } from './environment.ts';

/** A run that has nothing to read ends after this time; the schedule starts the next. */
const IDLE_TIMEOUT_MS = 5000;
const LEASE_TTL_MS = 30_000;
const HEARTBEAT_MS = 5000;

/** The Lambda of a source plugin. */
export const createSourceHandler = (connector: ConnectorPlugin, plugin: SourceTaskPlugin) => {
  const environment = createEnvironment();
  const run = createSourceFunction({
    runtime: { ...environment, idleTimeoutMs: IDLE_TIMEOUT_MS, leaseTtlMs: LEASE_TTL_MS, heartbeatMs: HEARTBEAT_MS },
    plugin,
    pluginVersion: connector.version,
    invokeSuccessor: createSuccessor(new LambdaClient({}), environment.functionName),
    // Lambda gives no notice of its end: the deadline of each invocation is what a run goes by.
    signal: new AbortController().signal,
  });
  return middy(run);
};
