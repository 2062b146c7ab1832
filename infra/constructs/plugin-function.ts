import { Duration } from 'aws-cdk-lib';
import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { grantsOf } from '../connectors/catalogue.ts';
import { functionArnPrefix } from './arns.ts';
import { grantKafka } from './kafka-grants.ts';
import type { Plugin } from './plugins.ts';
import type { WorkerContext } from './worker-context.ts';
import { WorkerFunction } from './worker-function.ts';

export interface PluginFunctionProps {
  readonly plugin: Plugin;
  readonly deadLetters: IQueue;
  /** Configurations of this plugin's connectors that the stack declares. */
  readonly declared: ReadonlyArray<Readonly<Record<string, string>>>;
  readonly memorySize: number;
  readonly reservedConcurrentExecutions?: number;
}

/** An event of a source is a tick: the next one makes up for it. */
const MAX_EVENT_AGE = Duration.minutes(5);

/** The function that runs the tasks of one plugin, in the worker's network, and may do what that plugin does. */
export const createPluginFunction = (
  scope: Construct,
  context: WorkerContext,
  { plugin, deadLetters, declared, ...limits }: PluginFunctionProps,
): WorkerFunction => {
  const isSource = plugin.kind === 'source';
  const fn = new WorkerFunction(scope, plugin.name, context, {
    functionName: plugin.name,
    description: `Tasks of ${plugin.name} connectors of worker ${context.workerName}`,
    timeout: context.timeout,
    inNetwork: true,
    ...limits,
    // A run with work left invokes the next; its lease keeps the loop single.
    ...(isSource && {
      recursiveLoop: RecursiveLoop.ALLOW,
      environment: { RECONCILER_FUNCTION: `${context.workerName}_reconciler` },
    }),
  });
  context.tables.grantRun(fn);
  grantKafka(fn, context.kafka, isSource ? 'produce' : 'consume');
  grantsOf(plugin.name)(fn, declared);
  if (isSource) {
    // The ARNs are put together, for a role that names its own function would make a circle.
    const prefix = functionArnPrefix(fn, context.workerName);
    fn.allow(['lambda:InvokeFunction'], [`${prefix}${plugin.name}`, `${prefix}reconciler`]);
    fn.lambda.configureAsyncInvoke({
      retryAttempts: 0,
      maxEventAge: MAX_EVENT_AGE,
      onFailure: new SqsDestination(deadLetters),
    });
  }
  return fn;
};
