import type { ConnectorStatus, Status } from '../../storage/status-backing-store.ts';
import type { ConnectorStateInfo, ShownStatus, ShownTaskStatus } from '../entities.ts';
import type { ConnectorSummary } from '../plugins/plugin-catalogue.ts';
import { connectorType, type ExistingConnector } from './connector-info.ts';

const shown = (status: Status | undefined, workerId: string): ShownStatus =>
  status === undefined
    ? { state: 'UNASSIGNED', workerId }
    : {
        state: status.state,
        workerId: status.workerId,
        ...(status.version === undefined ? {} : { version: status.version }),
        ...(status.trace === undefined ? {} : { trace: status.trace }),
      };

/**
 * The statuses of a connector and of the tasks it is configured to have. A task is UNASSIGNED until the reconciler has
 * deployed its current configuration; what is left of tasks that are no more is not shown.
 */
export const shownStatus = (
  state: ExistingConnector,
  status: ConnectorStatus | undefined,
  context: { readonly connectors: readonly ConnectorSummary[]; readonly workerId: string },
): ConnectorStateInfo => {
  const { generation, configs } = state.tasks ?? { generation: 0, configs: [] };
  return {
    name: state.name,
    type: connectorType(context.connectors, state.config),
    connector: shown(status?.connector, context.workerId),
    tasks: configs.map((_, task): ShownTaskStatus => {
      const stored = status?.tasks.find((one) => one.task === task && one.generation >= generation);
      return { task, ...shown(stored, context.workerId) };
    }),
  };
};
