import { asError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { ScanStatus } from '../snapshot-events.ts';
import { type PlannedTable, withoutFirst, withRows } from '../snapshot-progress.ts';
import type { SnapshotMarker } from '../source-info.ts';
import type { OperationTime } from './bson/bson-value.ts';
import { idText } from './bson/document-id.ts';
import type { CollectionSchema } from './collection-schema.ts';
import type { DocumentReader, ReadChunk, ReadDocument } from './document-reader.ts';
import { type RecordMaker, readRecord } from './event-records.ts';
import { isPassing } from './failures.ts';
import { type Namespace, parseNamespace } from './namespace.ts';
import type { Output } from './output.ts';
import type { Place } from './place.ts';
import type { SnapshotProgress } from './position.ts';

export interface SnapshotSettings {
  readonly reader: DocumentReader;
  readonly place: Place;
  readonly output: Output;
  readonly maker: RecordMaker;
  readonly log: Logger;
  readonly documentsAtOnce: { readonly initial: number; readonly adHoc: number };
  /** A collection cannot be read. */
  leftOut(table: string, status: ScanStatus): void;
  /** Where a collection that a signal asked for ends; absent where nobody wants to know. */
  readonly endsAt?: ((table: string, key: readonly string[]) => void) | undefined;
  schemaOf(namespace: Namespace): CollectionSchema;
  /** `snapshot.collection.filter.overrides.<database.collection>`. */
  filterOf(identifier: string): string | undefined;
}

/** A document that waits until it is known whether it is the last one of all. */
interface Held {
  readonly planned: PlannedTable;
  readonly schema: CollectionSchema;
  readonly read: ReadDocument;
}

/**
 * Reads documents as of the moment that the change stream has come to: they show all changes before that place in the
 * topic and none behind it, so that each key's records are in the order of its states.
 */
export const createSnapshot = (settings: SnapshotSettings) => {
  const { reader, place, output, maker, log, schemaOf } = settings;
  let held: Held | undefined;
  /** The collection whose end was found last. */
  let ended: string | undefined;

  const release = (marker: SnapshotMarker): void => {
    if (held === undefined) return;
    const { planned, schema, read } = held;
    held = undefined;
    const record = readRecord(schema, read.document, planned.isAdHoc === true ? 'incremental' : marker, maker);
    output.push(record, place.snapshot === null ? place.offset() : place.rowOffset(read.id));
  };

  const hold = (next: Held): void => {
    release('true');
    held = next;
  };

  /** The documents that were read, one held back, and the progress behind them. */
  const take = (planned: PlannedTable, progress: SnapshotProgress, { documents }: ReadChunk): SnapshotProgress => {
    const schema = schemaOf(parseNamespace(planned.table));
    for (const [index, read] of documents.entries()) {
      hold({ planned, schema, read });
      // Only now: the document before was another collection's.
      if (index === 0) place.setSnapshot({ ...progress, after: null });
    }
    const further = withRows(progress, documents.length, documents.at(-1)?.id ?? progress.after);
    if (documents.length > 0) place.setSnapshot(further);
    return further;
  };

  const findEnd = async ({ table, filter, isAdHoc }: PlannedTable): Promise<void> => {
    if (isAdHoc !== true || settings.endsAt === undefined || ended === table) return;
    ended = table;
    const last = await reader.lastId(parseNamespace(table), filter);
    if (last !== undefined) settings.endsAt(table, [idText(last)]);
  };

  const skip = (planned: PlannedTable, error: unknown): ReadChunk => {
    if (planned.isAdHoc !== true || isPassing(asError(error))) throw error;
    // What a signal asked for and cannot be had must not fail the task again and again.
    log.warn(`Collection ${planned.table} is left out of the snapshot`, { cause: asError(error).message });
    settings.leftOut(planned.table, 'SQL_EXCEPTION');
    return { documents: [], isLast: true };
  };

  const read = async (
    planned: PlannedTable,
    progress: SnapshotProgress,
    at: OperationTime | undefined,
    most: number,
  ) => {
    const { initial, adHoc } = settings.documentsAtOnce;
    return findEnd(planned)
      .then(() =>
        reader.read({
          namespace: parseNamespace(planned.table),
          filter: planned.filter ?? settings.filterOf(planned.table),
          after: progress.after,
          limit: Math.min(most, planned.isAdHoc === true ? adHoc : initial),
          at,
        }),
      )
      .catch((error) => skip(planned, error));
  };

  return {
    wantsChunk: (): boolean => place.snapshot !== null && place.snapshot.isPaused !== true,
    /** Puts the next documents out; false where the server cannot read as of that moment. */
    read: async (at: OperationTime | undefined): Promise<boolean> => {
      const full = output.size + settings.documentsAtOnce.initial;
      let progress = place.snapshot;
      while (progress !== null) {
        const [planned] = progress.tables;
        if (planned === undefined) break;
        // Beyond a chunk one document is enough to see that there are more.
        const chunk = await read(planned, progress, at, output.size >= full ? 1 : Number.POSITIVE_INFINITY);
        if (chunk === undefined) {
          release('true');
          place.setSnapshot(progress);
          return false;
        }
        const further = take(planned, progress, chunk);
        if (!chunk.isLast) {
          release('true');
          return true;
        }
        progress = withoutFirst(further);
      }
      place.setSnapshot(null);
      log.info('The snapshot is complete');
      release('last');
      return true;
    },
  };
};
