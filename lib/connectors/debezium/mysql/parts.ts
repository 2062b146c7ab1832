import { eventTimeOf } from '../event-clock.ts';
import { createOutput, type Output } from '../output.ts';
import { createSignalProcessor } from '../signals.ts';
import { createSnapshotSignals } from '../snapshot-signals.ts';
import { identifierOf } from '../table-id.ts';
import type { Begun } from './begin.ts';
import type { BinlogEvent } from './binlog/events.ts';
import { type Chunks, createChunks } from './chunks.ts';
import { createEvents } from './events.ts';
import { createInitialSnapshot, type InitialSnapshot } from './initial-snapshot.ts';
import { createPlace, type Place } from './place.ts';
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
  history: SchemaHistory,
): RunParts => {
  const { config, log, maker, topics, gtids } = settings;
  const { definitions } = begun;
  const place = createPlace(begun.position, gtids);
  const output = createOutput(settings.partition);
  const tableOf = createTables(settings.tables);
  const sourceOf = (identifier: string, filter?: string): RowSource => ({
    override: settings.overrideOf(identifier),
    filter,
  });
  const reading = { tableOf, place, output, maker, log, definitions };
  const chunks = createChunks({
    ...reading,
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
  const onEvent = createEvents({
    ...settings,
    ...reading,
    transactions,
    chunks,
    schemaChanges,
    includesQuery: config['include.query'],
    onUnknownTable: config['inconsistent.schema.handling.mode'],
    isTold: (gtid) => !config['gtid.source.filter.dml.events'] || settings.isSourceIncluded(gtids.sourceOf(gtid)),
    signal: createSignalProcessor(createSnapshotSignals(place, captured), log),
  });
  return {
    place,
    output,
    transactions,
    chunks,
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
