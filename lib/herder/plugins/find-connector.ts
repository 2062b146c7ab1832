import { findPlugin } from '../../config/plugin-names.ts';
import { BadRequestError } from '../errors.ts';
import type { ConnectorSummary } from './plugin-catalogue.ts';

export const CONNECTOR = 'Connector';

/** The connector that `connector.class` names. @throws BadRequestError when there is none. */
export const findConnector = <P extends ConnectorSummary>(connectors: readonly P[], className: string): P => {
  const plugin = findPlugin(connectors, className, CONNECTOR);
  if (plugin !== undefined) return plugin;
  const available = connectors.map((one) => `${one.className} (${one.kind}, ${one.version})`).join(', ');
  throw new BadRequestError(
    `Failed to find any class that implements Connector and which name matches ${className}, available connectors are: ${available}`,
  );
};
