import type { OffsetStorageReader, PartitionOffset, SourcePartition } from '../../connect/offset.ts';
import { RateLimitError, type XApi } from './api.ts';

/** X counts the requests to each of these by itself. */
const PATHS = [
  '/2/tweets/search/recent',
  '/2/tweets/search/stream',
  '/2/tweets/search/stream/rules',
  '/2/tweets/compliance/stream',
];

/** X's API, which is not asked again before it allows it: not by this run, and not by the next ones. */
export interface LimitedXApi {
  readonly api: XApi;
  /** Offsets that say until when to wait, where that is not stored yet. */
  updates(): readonly PartitionOffset[];
  /** They are stored. */
  stored(): void;
}

const partitionOf = (path: string): SourcePartition => ({ twitter: 'rate limit', path });

/**
 * Keeps the times until which X allows no more requests among the offsets: a run on AWS Lambda ends long before, and the next one
 * would ask in vain.
 */
export const openRateLimits = async (
  api: XApi,
  offsets: OffsetStorageReader,
  now: () => number,
): Promise<LimitedXApi> => {
  const stored = await offsets.offsets(PATHS.map(partitionOf));
  const until = new Map(PATHS.map((path, index) => [path, Number(stored[index]?.until_ms ?? 0)]));
  const changed = new Set<string>();
  let storing: readonly string[] = [];
  return {
    api: async (request) => {
      const untilMs = until.get(request.path) ?? 0;
      if (now() < untilMs) throw new RateLimitError(untilMs);
      try {
        return await api(request);
      } catch (error) {
        if (error instanceof RateLimitError) {
          until.set(request.path, error.untilMs);
          changed.add(request.path);
        }
        throw error;
      }
    },
    updates: () => {
      storing = [...changed];
      return storing.map((path) => ({ partition: partitionOf(path), offset: { until_ms: until.get(path) ?? 0 } }));
    },
    stored: () => {
      for (const path of storing) changed.delete(path);
      storing = [];
    },
  };
};
