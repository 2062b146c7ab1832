import type { SourceConnectorPlugin } from '../../config/define-connector.ts';
import type { OffsetBackingStore, OffsetChange } from '../../storage/offset-backing-store.ts';
import { partitionKey } from '../../storage/partition-key.ts';
import type { ExistingConnector } from '../connectors/connector-info.ts';
import type { ConnectorOffsets } from './connector-offsets.ts';
import { unlessRefused } from './unless-refused.ts';

/** Of changes to the same partition the last one counts. */
const lastOfEach = (changes: readonly OffsetChange[]): readonly OffsetChange[] => [
  ...new Map(changes.map((change) => [partitionKey(change.partition), change])).values(),
];

/** Offsets of a source connector, which the offset store holds. */
export const createSourceOffsets = (
  store: OffsetBackingStore,
  plugin: SourceConnectorPlugin,
  { name, config }: ExistingConnector,
): ConnectorOffsets => {
  const alter = async (changes: readonly OffsetChange[]): Promise<boolean> => {
    const done = unlessRefused(() => plugin.alterOffsets(config, changes));
    await store.alter(name, changes);
    return done;
  };
  return {
    read: () => store.offsets(name),
    alter: (changes) => alter(lastOfEach(changes)),
    reset: async () => alter((await store.offsets(name)).map(({ partition }) => ({ partition, offset: null }))),
  };
};
