import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { CacheOperations } from '../client/operations.ts';
import type { EncodedBatch, Entry } from './entries.ts';

export interface StoreOptions {
  readonly cache: CacheOperations;
  readonly mayOverwrite: boolean;
  readonly maxEntries: number;
  readonly maxRequests: number;
}

export type Refusals = ReadonlyArray<readonly [SinkRecord, DataError]>;

/** A request with large values is cut earlier. */
const MAX_BYTES = 4 << 20;

const chunksOf = (entries: readonly Entry[], maxEntries: number): ReadonlyArray<readonly Entry[]> => {
  const chunks: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const last = chunks.at(-1);
    bytes += entry.end - entry.start;
    if (last === undefined || last.length >= maxEntries || bytes > MAX_BYTES) {
      chunks.push([entry]);
      bytes = entry.end - entry.start;
    } else last.push(entry);
  }
  return chunks;
};

/** Does all of the work, so many pieces at a time. @throws the first failure, when the others are done. */
const inParallel = async <T>(
  pieces: readonly T[],
  atOnce: number,
  work: (piece: T) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < pieces.length) {
      const piece = pieces[next++];
      if (piece !== undefined) await work(piece);
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: Math.min(atOnce, pieces.length) }, worker));
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};

/**
 * Sends a batch whose keys are all different, so that requests may pass one another.
 *
 * @returns the records that the cluster refuses, found by halving.
 */
export const storeBatch = async (
  batch: EncodedBatch,
  { cache, mayOverwrite, maxEntries, maxRequests }: StoreOptions,
): Promise<Refusals> => {
  const refused: Array<readonly [SinkRecord, DataError]> = [];
  const send = (entries: readonly Entry[], isRemoval: boolean): Promise<void> => {
    if (isRemoval) return cache.removeKeys(batch.slice(entries, 'keys'));
    const encoded = batch.slice(entries, 'entries');
    return mayOverwrite ? cache.putAll(encoded) : cache.stream(encoded, maxEntries);
  };
  const store = async (entries: readonly Entry[], isRemoval: boolean): Promise<void> => {
    try {
      await send(entries, isRemoval);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      const [only] = entries;
      if (entries.length === 1 && only !== undefined) {
        refused.push([only.record, error]);
        return;
      }
      const middle = entries.length >> 1;
      await store(entries.slice(0, middle), isRemoval);
      await store(entries.slice(middle), isRemoval);
    }
  };
  const pieces = [
    ...chunksOf(batch.puts, maxEntries).map((entries) => ({ entries, isRemoval: false })),
    ...chunksOf(batch.removals, maxEntries).map((entries) => ({ entries, isRemoval: true })),
  ];
  await inParallel(pieces, maxRequests, ({ entries, isRemoval }) => store(entries, isRemoval));
  return refused;
};
