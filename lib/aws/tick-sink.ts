import type { SinkDeployment } from '../herder/task-deployment.ts';
import { TICK } from '../runtime/sink/sink-function.ts';
import { connectorAliases } from './connector-alias.ts';
import { type AwsDeployerSettings, functionArn } from './deployer-settings.ts';

/** Invokes a sink that has something to do by the clock, once for each look at it; not where it is paused or stopped. */
export const tickSink = async (
  invoke: (functionName: string, event: unknown) => Promise<void>,
  settings: AwsDeployerSettings,
  sink: SinkDeployment | undefined,
): Promise<void> => {
  if (sink?.ticks === undefined || !sink.topics.some(({ enabled }) => enabled)) return;
  await invoke(`${functionArn(settings, sink.plugin)}:${connectorAliases(sink.connector).plain}`, TICK);
};
