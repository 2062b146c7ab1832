import type { SourceOffset } from '../../../connect/offset.ts';
import { eventTimeOf } from '../event-clock.ts';
import { createOutput, type Output } from '../output.ts';
import { readSignalOffset } from '../signal-topic.ts';
import { createSignalProcessor, type Signal } from '../signals.ts';
import { createSnapshotSignals } from '../snapshot-signals.ts';
import { identifierOf } from '../table-id.ts';
import type { Begun } from './begin.ts';
import type { BinlogEvent } from './binlog/events.ts';
import { type Chunks, createChunks } from './chunks.ts';
import { createEvents } from './events.ts';
import { createInitialSnapshot, type InitialSnapshot } from './initial-snapshot.ts';
import { createPlace, type Place } from './place.ts';
import { readOffset } from './position.ts';
import { createRowKey } from './row-key.ts';
import { createSchemaChanges, type SchemaChanges } from './schema-changes.ts';
import type { SchemaHistory } from './schema-history/schema-history.ts';
import type { Session } from './session.ts';
import type { TaskSettings } from './settings.ts';
import type { RowSource } from './snapshot-query.ts';
import type { SnapshotView } from './snapshot-view.ts';
import { createTables } from './tables.ts';
import { createTransactions, type Transactions } from './transactions.ts';

/** What a run is put together from. */
export interface RunParts {
  readonly place: Place;
  readonly output: Output;
  readonly transactions: Transactions;
  readonly chunks: Chunks;
  /** Does what a signal asks for, whatever it came through. */
  readonly signal: (signal: Signal) => void;
  /** Takes an event of the log; resolves later only where the schema history must be written. */
  readonly onEvent: (event: BinlogEvent) => Promise<void> | undefined;
  /** Keeps the definitions that were read anew, and tells of them. */
  tellDefinitions(): Promise<void>;
  /** Reads rows as of a view, once the log is read up to there. */
  initial(view: SnapshotView): InitialSnapshot;
}

const DEFAULT_FETCH_ROWS = 2048;

const createTelling =
  (settings: TaskSettings, { statements }: Begun, place: Place, output: Output, changes: SchemaChanges) =>
  async (): Promise<void> => {
    if (statements.length === 0) return;
    await changes.keep(statements);
    const seconds = statements[0]?.seconds ?? 0;
    const sourceOf = (database: string, table: string | null) =>
      settings.maker.source({
        time: eventTimeOf(seconds * 1_000_000),
        marker: 'true',
        database,
        table,
        serverId: 0,
        gtid: null,
        file: place.log.file,
        position: place.log.position,
        row: 0,
        thread: null,
        query: null,
      });
    for (const { result } of statements)
      for (const record of changes.records(result.events, sourceOf, seconds))
        output.push(record, place.snapshotOffset(seconds, null));
    output.release();
  };

export const createParts = (
  settings: TaskSettings,
  begun: Begun,
  session: Session,
  { from, history }: { readonly from: SourceOffset | null; readonly history: SchemaHistory },
): RunParts => {
  const { config, log, maker, topics, gtids, notifications } = settings;
  const { definitions } = begun;
  const place = createPlace(begun.position, gtids, {
    signals: readSignalOffset(from),
    changed: notifications.changed,
  });
  notifications.began(from === null ? undefined : readOffset(from).snapshot, place.snapshot);
  const output = createOutput(settings.partition);
  const tableOf = createTables(settings.tables);
  const sourceOf = (identifier: string, filter?: string): RowSource => ({
    override: settings.overrideOf(identifier),
    filter,
  });
  const reading = { tableOf, place, output, maker, log, definitions, leftOut: notifications.leftOut };
  const chunks = createChunks({
    ...reading,
    endsAt: notifications.areHeard ? notifications.endsAt : undefined,
    session,
    sourceOf,
    maxRows: config['incremental.snapshot.chunk.size'],
    signalTable: settings.signalTable,
    deletes: config['incremental.snapshot.watermarking.strategy'].toUpperCase() === 'INSERT_DELETE',
    rowKey: createRowKey(settings.tables),
  });
  const transactions = createTransactions({
    place,
    resume: begun.position.inTransaction,
    topic: config['provide.transaction.metadata'] ? topics.transaction : null,
  });
  const schemaChanges = createSchemaChanges(settings, history);
  const captured = (): readonly string[] =>
    [...definitions.schema.tables.values()]
      .filter(({ id }) => settings.isCaptured(id))
      .map(({ id }) => identifierOf(id));
  const signal = createSignalProcessor(notifications.watched(createSnapshotSignals(place, captured)), log);
  const onEvent = createEvents({
    ...settings,
    ...reading,
    transactions,
    chunks,
    schemaChanges,
    includesQuery: config['include.query'],
    onUnknownTable: config['inconsistent.schema.handling.mode'],
    isTold: (gtid) => !config['gtid.source.filter.dml.events'] || settings.isSourceIncluded(gtids.sourceOf(gtid)),
    // Marks of chunks come through the table in any case.
    signal: config['signal.enabled.channels'].includes('source') ? signal : () => {},
  });
  return {
    place,
    output,
    transactions,
    chunks,
    signal,
    onEvent,
    tellDefinitions: createTelling(settings, begun, place, output, schemaChanges),
    initial: (view) =>
      createInitialSnapshot({
        ...reading,
        view,
        rowsAtOnce: config['snapshot.fetch.size'] ?? DEFAULT_FETCH_ROWS,
        sourceOf,
        find: (identifier) => {
          const model = definitions.schema.tables.get(identifier);
          return model === undefined ? undefined : tableOf(model);
        },
      }),
  };
};
