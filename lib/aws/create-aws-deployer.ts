import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import * as v from 'valibot';
import { ConfigError } from '../connect/errors.ts';
import type { Deployment, TaskDeployer } from '../herder/task-deployment.ts';
import { sourceEventSchema } from '../runtime/source/source-function.ts';
import { createAliases } from './aliases.ts';
import type { AwsApis } from './aws-apis.ts';
import type { AwsDeployerSettings } from './deployer-settings.ts';
import { createEventSourceMappings } from './event-source-mappings.ts';
import { createLiveInventory, createPassInventory, type Inventory, type Snapshot, takeSnapshot } from './inventory.ts';
import { invokeFunction } from './invoke-function.ts';
import { connectorOfKey } from './schedule-name.ts';
import { createSchedules, type ListedSchedule } from './schedules.ts';
import { settle } from './settle.ts';
import { applySink } from './sink-mappings.ts';
import { sourceScheduleWork } from './source-schedules.ts';
import { tickSink } from './tick-sink.ts';

export interface AwsDeployerOptions {
  readonly scheduler: SchedulerClient;
  readonly lambda: LambdaClient;
  readonly settings: AwsDeployerSettings;
}

/** Runs tasks on AWS: a schedule for every source task, an event source mapping for every topic of a sink. */
export interface AwsDeployer extends TaskDeployer {
  /**
   * The same for one look at all connectors: what is set up is listed once, when first asked for, and believed once for
   * each connector, for as long as this deployer lives. Make one a pass, and drop it.
   */
  forPass(): TaskDeployer;
}

/** @throws ConfigError for a plugin that this worker has no function of. */
const requirePlugin = ({ plugins }: AwsDeployerSettings, { kind, connector, plugin }: Deployment): void => {
  const deployed = kind === 'source' ? plugins.sources : plugins.sinks;
  if (!deployed.includes(plugin))
    throw new ConfigError(
      `Connector ${connector} needs plugin ${plugin}, which this worker is deployed without; it has ${deployed.join(', ') || `no ${kind}s`}`,
    );
};

export const createAwsDeployer = ({ scheduler, lambda, settings }: AwsDeployerOptions): AwsDeployer => {
  const apis: AwsApis = {
    schedules: createSchedules(scheduler, settings.scheduleGroup),
    aliases: createAliases(lambda),
    mappings: createEventSourceMappings(lambda),
  };
  const invoke = invokeFunction(lambda);
  const live = createLiveInventory(apis, settings);
  /** Names that do not fit the names of schedules; one never changes. */
  const longNames = new Map<string, string>();

  const nameOf = async ({ key, name }: ListedSchedule): Promise<readonly string[]> => {
    const known = connectorOfKey(key) ?? longNames.get(key);
    if (known !== undefined) return [known];
    const schedule = await apis.schedules.get(name);
    const input = v.safeParse(v.pipe(v.string(), v.parseJson(), sourceEventSchema), schedule?.Target?.Input);
    if (!input.success) return [];
    longNames.set(key, input.output.connector);
    return [input.output.connector];
  };

  const namesIn = async ({ schedules, sinks }: Snapshot): Promise<readonly string[]> => {
    const sources = await Promise.all([...schedules.values()].flatMap(([one]) => (one ? [nameOf(one)] : [])));
    return [...new Set([...sources.flat(), ...sinks.keys()])].sort();
  };

  const bring = async (inventory: Inventory, connector: string, deployment?: Deployment): Promise<void> => {
    const [schedules, sinks] = await Promise.all([inventory.schedules(connector), inventory.sinks(connector)]);
    const source = deployment?.kind === 'source' ? deployment : undefined;
    const sink = deployment?.kind === 'sink' ? deployment : undefined;
    await settle([
      ...sourceScheduleWork({ schedules: apis.schedules, settings, invoke }, source, schedules),
      () => applySink({ ...apis, settings }, sink, sinks),
    ]);
    await tickSink(invoke, settings, sink);
  };

  const deployerOn = (inventory: Inventory, snapshot: () => Promise<Snapshot>): TaskDeployer => ({
    apply: async (deployment) => {
      requirePlugin(settings, deployment);
      await bring(inventory, deployment.connector, deployment);
    },
    remove: (connector) => bring(inventory, connector),
    deployed: async () => namesIn(await snapshot()),
  });

  return {
    ...deployerOn(live, () => takeSnapshot(apis, settings)),
    forPass: () => {
      let taken: Promise<Snapshot> | undefined;
      const snapshot = (): Promise<Snapshot> => {
        taken ??= takeSnapshot(apis, settings);
        return taken;
      };
      return deployerOn(createPassInventory(live, snapshot), snapshot);
    },
  };
};
