import type { SourceOffset } from '../../../connect/offset.ts';
import { createOutput, type Output } from '../output.ts';
import { readSignalOffset } from '../signal-topic.ts';
import { createSignalProcessor, type Signal } from '../signals.ts';
import { createSnapshotSignals } from '../snapshot-signals.ts';
import { identifierOf } from '../table-id.ts';
import type { Begun } from './begin.ts';
import { type CatalogEntry, listTables } from './catalog.ts';
import { type Chunks, createChunks } from './chunks.ts';
import { createEvents } from './events.ts';
import { createInitialSnapshot, type InitialSnapshot } from './initial-snapshot.ts';
import { createMessageSchema } from './logical-message.ts';
import type { Lsn, PgOutputMessage } from './pgoutput.ts';
import { createPlace, type Place } from './place.ts';
import { readOffset } from './position.ts';
import type { Session } from './session.ts';
import type { TaskSettings } from './settings.ts';
import type { RowSource } from './snapshot-query.ts';
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
  /** Takes a message of the log; resolves later only where the catalog must be asked. */
  readonly onMessage: (lsn: Lsn, message: PgOutputMessage) => Promise<unknown> | undefined;
  /** Absent where there is nothing to read as of the run's begin. */
  readonly initial?: InitialSnapshot;
}

const DEFAULT_FETCH_ROWS = 2048;

export const createParts = (
  settings: TaskSettings,
  begun: Begun,
  session: Session,
  from: SourceOffset | null,
): RunParts => {
  const { config, log, maker, topics, notifications } = settings;
  const rowsAtOnce = config['snapshot.fetch.size'] ?? DEFAULT_FETCH_ROWS;
  const place = createPlace(begun.position, { signals: readSignalOffset(from), changed: notifications.changed });
  notifications.began(from === null ? undefined : readOffset(from).snapshot, place.snapshot);
  const output = createOutput(settings.partition);
  const tables = createTables(settings.tables);
  const sourceOf = (entry: CatalogEntry, filter?: string): RowSource => ({
    override: settings.overrideOf(identifierOf(entry)),
    filter,
    isPartitioned: entry.isPartitioned,
  });
  const find = async (table: string): Promise<CatalogEntry | undefined> =>
    (await listTables(session, config['publish.via.partition.root'])).find((entry) => identifierOf(entry) === table);
  const reading = { tables, place, output, maker, log, sourceOf, leftOut: notifications.leftOut };
  const chunks = createChunks({
    ...reading,
    endsAt: notifications.areHeard ? notifications.endsAt : undefined,
    session,
    find,
    rowsAtOnce: { initial: rowsAtOnce, adHoc: config['incremental.snapshot.chunk.size'] },
  });
  const transactions = createTransactions({
    place,
    resume: begun.position.inTransaction,
    seen: begun.position.seen,
    topic: config['provide.transaction.metadata'] ? topics.transaction : null,
  });
  const actions = createSnapshotSignals(place, () => begun.entries.map(identifierOf));
  const signal = createSignalProcessor(notifications.watched(actions), log);
  const onMessage = createEvents({
    ...settings,
    tables,
    transactions,
    chunks,
    place,
    output,
    signal,
    messageTopic: topics.message,
    messageSchema: createMessageSchema(config['binary.handling.mode']),
    learn: (relation) => tables.learn(session, relation),
  });
  return {
    place,
    output,
    transactions,
    chunks,
    signal,
    onMessage,
    ...(begun.snapshot !== undefined && {
      initial: createInitialSnapshot({ ...reading, rowsAtOnce, ...begun.snapshot }),
    }),
  };
};
