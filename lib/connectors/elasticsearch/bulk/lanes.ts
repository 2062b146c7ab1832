import { setImmediate } from 'node:timers/promises';
import type { Operation } from '../documents/operations.ts';
import type { SearchSettings } from '../settings.ts';
import type { SendBulk } from './send-bulk.ts';

/** Requests of one batch, several at a time. */
export interface Lanes {
  /** A promise where the batch is to wait before it goes on: for a request to leave, or for one that is under way. */
  add(operation: Operation): Promise<void> | undefined;
  /** Sends what is left; resolves when all requests are done. @throws the first failure, when all have ended. */
  finish(): Promise<void>;
}

interface Lane {
  operations: Operation[];
  bytes: number;
  /** Rejects once a request has failed; those behind it are not sent then. */
  last: Promise<void>;
  waiting: number;
}

/** FNV-1a: the same document always comes to the same lane. */
const hash = (text: string): number => {
  let code = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) code = Math.imul(code ^ text.charCodeAt(index), 0x01000193);
  return code >>> 0;
};

const newLane = (): Lane => ({ operations: [], bytes: 0, last: Promise.resolve(), waiting: 0 });

/**
 * Sorts a batch into as many lanes as it fills requests, `max.in.flight.requests` at most. A lane's requests follow each other,
 * and a document is always of the same lane: so its changes keep their order though requests overlap.
 */
export const createLanes = (
  send: SendBulk,
  records: number,
  { batchSize, bulkBytes, maxInFlight }: Pick<SearchSettings, 'batchSize' | 'bulkBytes' | 'maxInFlight'>,
): Lanes => {
  const count = Math.max(1, Math.min(maxInFlight, Math.ceil(records / batchSize)));
  const first = newLane();
  const lanes = [first, ...Array.from({ length: count - 1 }, newLane)];
  let turn = 0;

  const laneOf = ({ id }: Operation): Lane => {
    if (count === 1) return first;
    turn = (turn + 1) % count;
    return lanes[id === null ? turn : hash(id) % count] ?? first;
  };

  const dispatch = (lane: Lane): void => {
    const { operations } = lane;
    if (operations.length === 0) return;
    lane.operations = [];
    lane.bytes = 0;
    lane.waiting += 1;
    lane.last = lane.last
      .then(() => send(operations))
      .finally(() => {
        lane.waiting -= 1;
      });
    // It is awaited later, and must not go unhandled until then.
    lane.last.catch(() => {});
  };

  return {
    add: (operation) => {
      const lane = laneOf(operation);
      const bytes = Buffer.byteLength(operation.lines);
      if (lane.bytes + bytes > bulkBytes) dispatch(lane);
      lane.operations.push(operation);
      lane.bytes += bytes;
      if (lane.operations.length < batchSize && lane.bytes < bulkBytes) return undefined;
      const ahead = lane.waiting > 0 ? lane.last : setImmediate();
      dispatch(lane);
      return ahead;
    },
    finish: async () => {
      for (const lane of lanes) dispatch(lane);
      const results = await Promise.allSettled(lanes.map(({ last }) => last));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
  };
};
