import type { ConnectorPlugin } from '../../config/define-connector.ts';
import type { ConnectorStatus, Status } from '../../storage/status-backing-store.ts';
import type { ConnectorStateInfo, ShownStatus, ShownTaskStatus } from '../entities.ts';
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
 * The statuses of a connector and of the tasks it is configured to have: one that nobody has written yet is UNASSIGNED,
 * one left by a task that is no more is not shown.
 */
export const shownStatus = (
  state: ExistingConnector,
  status: ConnectorStatus | undefined,
  context: { readonly connectors: readonly ConnectorPlugin[]; readonly workerId: string },
): ConnectorStateInfo => ({
  name: state.name,
  type: connectorType(context.connectors, state.config),
  connector: shown(status?.connector, context.workerId),
  tasks: (state.tasks?.configs ?? []).map((_, task): ShownTaskStatus => {
    const stored = status?.tasks.find((one) => one.task === task);
    return { task, ...shown(stored, context.workerId) };
  }),
});
