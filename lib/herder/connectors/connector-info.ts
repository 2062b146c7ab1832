import { findPlugin } from '../../config/plugin-names.ts';
import type { RawConfig } from '../../connect/connector.ts';
import type { ConfigBackingStore, ConnectorState } from '../../storage/config-backing-store.ts';
import type { ConnectorInfo, ConnectorType } from '../entities.ts';
import { NotFoundError } from '../errors.ts';
import { CONNECTOR } from '../plugins/find-connector.ts';
import type { ConnectorSummary } from '../plugins/plugin-catalogue.ts';

/** A connector that exists: not one whose tasks are merely still being torn down. */
export type ExistingConnector = ConnectorState & { readonly config: RawConfig };

export const exists = (state: ConnectorState | undefined): state is ExistingConnector => state?.config !== undefined;

/** @throws NotFoundError in the words of most of Kafka Connect's requests. */
export const requireConnector = async (configs: ConfigBackingStore, name: string): Promise<ExistingConnector> => {
  const state = await configs.connector(name);
  if (!exists(state)) throw new NotFoundError(`Connector ${name} not found`);
  return state;
};

/** `unknown` for a plugin that this deployment does not carry. */
export const connectorType = (connectors: readonly ConnectorSummary[], config: RawConfig): ConnectorType =>
  findPlugin(connectors, config['connector.class'] ?? '', CONNECTOR)?.kind ?? 'unknown';

export const connectorInfo = (connectors: readonly ConnectorSummary[], state: ExistingConnector): ConnectorInfo => ({
  name: state.name,
  config: state.config,
  tasks: (state.tasks?.configs ?? []).map((_, task) => task),
  type: connectorType(connectors, state.config),
});
