import type { ConnectorPlugin } from '../../config/define-connector.ts';
import type { RawConfig } from '../../connect/connector.ts';
import { ConfigError } from '../../connect/errors.ts';
import type { ConnectorState, TaskConfigs } from '../../storage/config-backing-store.ts';
import type { ConnectorStatus, Status, TaskStatus } from '../../storage/status-backing-store.ts';
import type { ExistingConnector } from '../connectors/connector-info.ts';
import { findConnector } from '../plugins/find-connector.ts';
import { connectGroupId } from '../sink-groups/group-ids.ts';
import { currentSinkTopics } from '../sink-topics.ts';
import { requireValid } from '../validation/require-valid.ts';
import { ConnectorFailure, orFail } from './connector-failure.ts';
import { currentTaskConfigs } from './current-task-configs.ts';
import { deploymentOf } from './deployment.ts';
import { failConnector } from './fail-connector.ts';
import type { ReconcilerContext } from './reconciler-context.ts';
import { isFailed, recordStatuses } from './record-statuses.ts';

/** The plugin of a valid configuration. @throws ConnectorFailure when it is not valid. */
const validPlugin = (context: ReconcilerContext, raw: RawConfig): Promise<ConnectorPlugin> =>
  orFail(async () => {
    const plugins = await context.plugins.load();
    try {
      requireValid({ ...context, plugins }, raw);
      return findConnector(plugins.connectors, raw['connector.class'] ?? '');
    } catch (error) {
      throw error instanceof Error ? new ConfigError(error.message) : error;
    }
  });

/** A paused connector that never had tasks gets none, as in Kafka Connect: it is split up when it is resumed. */
const tasksOf = async (
  context: ReconcilerContext,
  plugin: ConnectorPlugin,
  { state, raw }: { readonly state: ExistingConnector; readonly raw: RawConfig },
): Promise<TaskConfigs | undefined> =>
  state.targetState === 'PAUSED' && state.tasks === undefined
    ? undefined
    : currentTaskConfigs(context, plugin, { state, raw });

const deploy = (
  { deployer, admin, takeOverOffsets }: ReconcilerContext,
  plugin: ConnectorPlugin,
  facts: {
    readonly state: ExistingConnector;
    readonly raw: RawConfig;
    readonly tasks: TaskConfigs | undefined;
    readonly failed: ReadonlySet<number>;
  },
): Promise<void> =>
  orFail(async () => {
    const { state, raw, tasks, failed } = facts;
    const topics = plugin.kind === 'sink' ? await currentSinkTopics(raw, () => admin.topics()) : [];
    const deployment = deploymentOf(plugin, {
      connector: state.name,
      raw,
      generation: tasks?.generation ?? 0,
      tasks: tasks?.configs.length ?? 0,
      enabled: (task) => state.targetState === 'STARTED' && !failed.has(task),
      topics,
    });
    if (deployment.kind === 'sink') await takeOverOffsets(deployment, connectGroupId(state.name, raw));
    await deployer.apply(deployment);
  });

const run = async (
  context: ReconcilerContext,
  state: ExistingConnector,
  status: ConnectorStatus,
): Promise<ConnectorState> => {
  // An item written by hand need not repeat its name.
  const raw = { ...state.config, name: state.config.name ?? state.name };
  const plugin = await validPlugin(context, raw);
  const tasks = await tasksOf(context, plugin, { state, raw });
  const generation = tasks?.generation ?? 0;
  const failed = status.tasks.filter((one) => isFailed(one, generation));
  await deploy(context, plugin, { state, raw, tasks, failed: new Set(failed.map(({ task }) => task)) });
  const deployed: Status = {
    state: state.targetState === 'PAUSED' ? 'PAUSED' : 'RUNNING',
    workerId: context.workerId,
    generation,
    version: plugin.version,
  };
  await recordStatuses(context.storage.statuses, status, {
    connector: deployed,
    tasks: (tasks?.configs ?? []).map(
      (_, task): TaskStatus => failed.find((one) => one.task === task) ?? { task, ...deployed },
    ),
  });
  return tasks === undefined ? state : { ...state, tasks };
};

/** Brings a connector that is STARTED or PAUSED to what its configuration says. @returns the state it was brought to. */
export const runConnector = async (
  context: ReconcilerContext,
  state: ExistingConnector,
  status: ConnectorStatus,
): Promise<ConnectorState> => {
  try {
    return await run(context, state, status);
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    await failConnector(context, state, error);
    return state;
  }
};
