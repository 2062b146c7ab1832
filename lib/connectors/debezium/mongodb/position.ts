import { ConnectError } from '../../../connect/errors.ts';
import type { OffsetValue, SourceOffset } from '../../../connect/offset.ts';
import type { SnapshotProgress as AnyProgress } from '../snapshot-progress.ts';

/** A collection's `after` is the last `_id` read, as a document's bytes in base64. */
export type SnapshotProgress = AnyProgress<string>;

/** A place in the change stream: everything up to there is read. */
export interface StreamPlace {
  /** As offsets have it; `null` where only the time is known. */
  readonly token: string | null;
  readonly sec: number;
  readonly ord: number;
}

/** A change, by its token, and how many of its records were made. */
export interface PartialChange {
  readonly token: string;
  readonly records: number;
}

/** A transaction whose end was not told yet, and its events by collection. */
export interface OpenTransaction {
  readonly id: string;
  readonly counts: ReadonlyMap<string, number>;
}

/** Where a run goes on. */
export interface Position {
  readonly stream: StreamPlace;
  /** The change that comes next, where some of its records were made. */
  readonly partial: PartialChange | null;
  readonly transaction: OpenTransaction | null;
  readonly snapshot: SnapshotProgress | null;
  /** Debezium's own snapshot, which did not finish: it must begin anew. */
  readonly isUnfinished: boolean;
  /** Under which start of the connector the snapshot was made. */
  readonly incarnation: string | null;
}

const COUNT = 'transaction_data_collection_order_';

const numberOf = (value: OffsetValue | undefined, fallback: number): number =>
  value === undefined || value === null ? fallback : Number(value);
const textOf = (value: OffsetValue | undefined): string | null => (typeof value === 'string' ? value : null);

const transactionOf = (offset: SourceOffset): OpenTransaction | null => {
  const id = textOf(offset.transaction_id);
  if (id === null) return null;
  const counts = Object.entries(offset).filter(([key]) => key.startsWith(COUNT));
  return { id, counts: new Map(counts.map(([key, count]) => [key.slice(COUNT.length), Number(count)])) };
};

const partialOf = (offset: SourceOffset): PartialChange | null => {
  const token = textOf(offset.records_of);
  return token === null ? null : { token, records: numberOf(offset.records, 0) };
};

/**
 * Reads a stored offset: our own, or one that Debezium wrote (`sec`, `ord`, `resume_token`, `initsync`).
 *
 * @throws ConnectError for one of neither form, such as an altered one.
 */
export const readOffset = (offset: SourceOffset): Position => {
  const stream = {
    token: textOf(offset.resume_token),
    sec: numberOf(offset.sec, -1),
    ord: numberOf(offset.ord, -1),
  };
  const progress = textOf(offset.snapshot_progress);
  const isUnfinished = offset.initsync === true && progress === null;
  if (stream.token === null && stream.sec < 0 && !isUnfinished)
    throw new ConnectError(
      `The stored offset ${JSON.stringify(Object.keys(offset))} has no position: reset the offsets to begin anew`,
    );
  return {
    stream,
    partial: partialOf(offset),
    transaction: transactionOf(offset),
    snapshot: progress === null ? null : { ...JSON.parse(progress), after: textOf(offset.snapshot_key) },
    isUnfinished,
    incarnation: textOf(offset.snapshot_incarnation),
  };
};

/** What of an offset tells a snapshot's progress. */
export const snapshotKeys = (snapshot: SnapshotProgress | null, incarnation: string | null): SourceOffset => ({
  ...(snapshot !== null && {
    ...(snapshot.tables.some(({ isAdHoc }) => isAdHoc !== true) && { initsync: true }),
    snapshot_progress: JSON.stringify({ ...snapshot, after: undefined }),
    ...(snapshot.after !== null && { snapshot_key: snapshot.after }),
  }),
  ...(incarnation !== null && { snapshot_incarnation: incarnation }),
});

/** What of an offset tells an open transaction. */
export const transactionKeys = (transaction: OpenTransaction | null): SourceOffset =>
  transaction === null
    ? {}
    : {
        transaction_id: transaction.id,
        ...Object.fromEntries([...transaction.counts].map(([name, count]) => [`${COUNT}${name}`, count])),
      };
