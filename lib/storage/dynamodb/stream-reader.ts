import type { ConnectorChange } from '../config-backing-store.ts';
import type { ShardPosition, StreamSource } from './stream-source.ts';

/** A table's stream from now on, over all shards: a shard lives for about 4 hours, then others take over. */
export interface StreamReader {
  /** Takes position behind the newest record of every shard. */
  start(): Promise<void>;
  /** Reads on once in every shard. What it throws passes, or comes again with the next call; no record is left out. */
  read(): Promise<void>;
}

interface ShardState {
  /** Where to begin again when the iterator is lost. Earlier than need be repeats changes, which does no harm. */
  position: ShardPosition;
  iterator: string | undefined;
  done: boolean;
}

/** New shards turn up unannounced when a partition splits; one that takes over from another is looked for at once. */
const readsBetweenListings = 10;

export const createStreamReader = (source: StreamSource, onChange: (change: ConnectorChange) => void): StreamReader => {
  let shards = new Map<string, ShardState>();
  let readsToListing = 0;

  const list = async (): Promise<void> => {
    const listed = await source.shards();
    shards = new Map(listed.map(({ id }) => [id, shards.get(id) ?? newShard()]));
    readsToListing = readsBetweenListings;
  };

  const readShard = async (id: string, shard: ShardState): Promise<void> => {
    try {
      shard.iterator ??= await source.iterator(id, shard.position);
      const { changes, sequenceNumber, nextIterator } = await source.read(shard.iterator);
      for (const change of changes) onChange(change);
      if (sequenceNumber !== undefined) shard.position = { after: sequenceNumber };
      shard.iterator = nextIterator;
      shard.done = nextIterator === undefined;
    } catch (error) {
      recover(shard, error);
    }
    if (shard.done) readsToListing = 0;
  };

  return {
    start: async () => {
      for (const { id, closed } of await source.shards()) {
        const iterator = closed ? undefined : await source.iterator(id, 'LATEST');
        shards.set(id, { ...newShard(), iterator, done: closed });
      }
      readsToListing = readsBetweenListings;
    },
    read: async () => {
      if (readsToListing-- <= 0) await list();
      const live = [...shards].filter(([, shard]) => !shard.done);
      const results = await Promise.allSettled(live.map(([id, shard]) => readShard(id, shard)));
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    },
  };
};

/** Whoever meets a shard later than its first record begins at that one. */
const newShard = (): ShardState => ({ position: 'TRIM_HORIZON', iterator: undefined, done: false });

/** Iterators live for 15 minutes, records and shards for 24 hours: a machine that slept finds them gone. */
const recover = (shard: ShardState, error: unknown): void => {
  switch (error instanceof Error ? error.name : '') {
    case 'ExpiredIteratorException':
      shard.iterator = undefined;
      break;
    case 'TrimmedDataAccessException':
      shard.iterator = undefined;
      shard.position = 'TRIM_HORIZON';
      break;
    case 'ResourceNotFoundException':
      shard.done = true;
      break;
    default:
      throw error;
  }
};
