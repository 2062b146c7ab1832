import { type ExistingConnector, requireConnector } from '../connectors/connector-info.ts';
import { BadRequestError } from '../errors.ts';
import type { Herder } from '../herder.ts';
import type { HerderContext } from '../herder-context.ts';
import { findConnector } from '../plugins/find-connector.ts';
import type { ConnectorOffsets } from './connector-offsets.ts';
import { requireStopped } from './require-stopped.ts';
import { createSinkOffsets } from './sink-offsets.ts';
import { createSourceOffsets } from './source-offsets.ts';

type OffsetOperations = Pick<Herder, 'connectorOffsets' | 'alterConnectorOffsets' | 'resetConnectorOffsets'>;

/** A connector that does not vouch for its offsets may keep some of its own somewhere else. */
const message = (what: 'altered' | 'reset', vouchedFor: boolean): string =>
  vouchedFor
    ? `The offsets for this connector have been ${what} successfully`
    : `The Connect framework-managed offsets for this connector have been ${what} successfully. However, if this connector manages offsets externally, they will need to be manually ${what} in the system that the connector uses.`;

/** Reading and changing the offsets of connectors (KIP-875). */
export const createOffsetOperations = (context: HerderContext): OffsetOperations => {
  const offsetsOf = async (state: ExistingConnector): Promise<ConnectorOffsets> => {
    const { connectors } = await context.plugins.load();
    const plugin = findConnector(connectors, state.config['connector.class'] ?? '');
    return plugin.kind === 'source'
      ? createSourceOffsets(context, plugin, state)
      : createSinkOffsets(context, plugin, state);
  };
  return {
    connectorOffsets: async (name) => (await offsetsOf(await requireConnector(context.storage.configs, name))).read(),
    alterConnectorOffsets: async (name, changes) => {
      if (changes.length === 0)
        throw new BadRequestError('Partitions / offsets need to be provided for an alter offsets request');
      return message('altered', await (await offsetsOf(await requireStopped(context, name))).alter(changes));
    },
    resetConnectorOffsets: async (name) =>
      message('reset', await (await offsetsOf(await requireStopped(context, name))).reset()),
  };
};
