import { ConfigError } from '../connect/errors.ts';
import type { PluginCatalogue } from '../herder/plugins/plugin-catalogue.ts';
import type { KafkaBatchResponse } from '../kafka/batch-item-failure.ts';
import type { InvocationContext } from '../runtime/invocation.ts';
import { createSinkInvocation } from '../runtime/sink/sink-function.ts';
import type { SinkHost } from '../runtime/sink/sink-host.ts';
import type { PartitionRecords } from '../runtime/sink/sink-runtime.ts';
import { createSourceFunction } from '../runtime/source/source-function.ts';
import type { SourceRunOutcome, SourceRuntime } from '../runtime/source/source-runtime.ts';
import type { TaskPlugins } from './task-plugins.ts';

/** The plugins' functions, as they would be deployed, in this process. */
export interface LocalFunctions {
  invokeSource(plugin: string, event: unknown, context: InvocationContext): Promise<SourceRunOutcome>;
  /** Takes the records themselves: what the function would decode from an event that was encoded here just before. */
  invokeSink(
    plugin: string,
    partitions: readonly PartitionRecords[],
    context: InvocationContext,
  ): Promise<KafkaBatchResponse>;
}

export interface LocalFunctionsOptions {
  readonly runtime: SourceRuntime;
  readonly host: SinkHost;
  readonly plugins: PluginCatalogue;
  readonly tasks: TaskPlugins;
  /** Fires when the worker shuts down. */
  readonly signal: AbortSignal;
}

export const createLocalFunctions = (options: LocalFunctionsOptions): LocalFunctions => {
  const { runtime, host, plugins, tasks, signal } = options;
  const versionOf = (name: string): string => plugins.connectors.find((one) => one.name === name)?.version ?? '';
  const load = async <Plugin>(registry: Readonly<Record<string, () => Promise<Plugin>>>, name: string) => {
    const loader = registry[name];
    if (loader === undefined) throw new ConfigError(`No task of connector ${name} is part of this worker`);
    return loader();
  };
  return {
    invokeSource: async (name, event, context) => {
      const plugin = await load(tasks.sources, name);
      const pluginVersion = versionOf(name);
      // The loop that stands for the schedule starts the successor itself.
      const invokeSuccessor = async (): Promise<void> => {};
      const run = createSourceFunction({ runtime, plugin, pluginVersion, invokeSuccessor, signal });
      return (await run(event, context)).outcome;
    },
    invokeSink: async (name, partitions, context) => {
      const plugin = await load(tasks.sinks, name);
      const deliver = createSinkInvocation({
        host,
        plugin,
        pluginVersion: versionOf(name),
        clock: runtime.clock,
        reportsBatchItemFailures: true,
      });
      return deliver(partitions, context);
    },
  };
};
