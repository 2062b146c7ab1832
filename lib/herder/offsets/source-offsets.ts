import type { SourceConnectorPlugin } from '../../config/define-connector.ts';
import type { OffsetChange } from '../../storage/offset-backing-store.ts';
import { partitionKey } from '../../storage/partition-key.ts';
import type { ExistingConnector } from '../connectors/connector-info.ts';
import { ConflictingOperationError } from '../errors.ts';
import type { HerderContext } from '../herder-context.ts';
import type { ConnectorOffsets } from './connector-offsets.ts';
import { unlessRefused } from './unless-refused.ts';

/** Of changes to the same partition the last one counts. */
const lastOfEach = (changes: readonly OffsetChange[]): readonly OffsetChange[] => [
  ...new Map(changes.map((change) => [partitionKey(change.partition), change])).values(),
];

/** Offsets of a source connector, which the offset store holds. */
export const createSourceOffsets = (
  { storage, settleTransactions }: Pick<HerderContext, 'storage' | 'settleTransactions'>,
  plugin: SourceConnectorPlugin,
  { name, config }: ExistingConnector,
): ConnectorOffsets => {
  const alter = async (changes: readonly OffsetChange[]): Promise<boolean> => {
    const done = unlessRefused(() => plugin.alterOffsets(config, changes));
    // What a killed run left pending must not come after the change.
    if (!(await settleTransactions({ name, config }, 'DISCARD')))
      throw new ConflictingOperationError(
        `Cannot modify offsets of connector ${name} while tasks of it are still ending. Try again later`,
      );
    await storage.offsets.alter(name, changes);
    return done;
  };
  return {
    read: () => storage.offsets.offsets(name),
    alter: (changes) => alter(lastOfEach(changes)),
    reset: async () =>
      alter((await storage.offsets.offsets(name)).map(({ partition }) => ({ partition, offset: null }))),
  };
};
