import { createOutput, type Output } from '../output.ts';
import { createSignalProcessor } from '../signals.ts';
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
  /** Takes a message of the log; resolves later only where the catalog must be asked. */
  readonly onMessage: (lsn: Lsn, message: PgOutputMessage) => Promise<unknown> | undefined;
  /** Absent where there is nothing to read as of the run's begin. */
  readonly initial?: InitialSnapshot;
}

const DEFAULT_FETCH_ROWS = 2048;

export const createParts = (settings: TaskSettings, begun: Begun, session: Session): RunParts => {
  const { config, log, maker, topics } = settings;
  const rowsAtOnce = config['snapshot.fetch.size'] ?? DEFAULT_FETCH_ROWS;
  const place = createPlace(begun.position);
  const output = createOutput(settings.partition);
  const tables = createTables(settings.tables);
  const sourceOf = (entry: CatalogEntry, filter?: string): RowSource => ({
    override: settings.overrideOf(identifierOf(entry)),
    filter,
    isPartitioned: entry.isPartitioned,
  });
  const find = async (table: string): Promise<CatalogEntry | undefined> =>
    (await listTables(session, config['publish.via.partition.root'])).find((entry) => identifierOf(entry) === table);
  const reading = { tables, place, output, maker, log, sourceOf };
  const chunks = createChunks({
    ...reading,
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
  const onMessage = createEvents({
    ...settings,
    tables,
    transactions,
    chunks,
    place,
    output,
    signal: createSignalProcessor(
      createSnapshotSignals(place, () => begun.entries.map(identifierOf)),
      log,
    ),
    messageTopic: topics.message,
    messageSchema: createMessageSchema(config['binary.handling.mode']),
    learn: (relation) => tables.learn(session, relation),
  });
  return {
    place,
    output,
    transactions,
    chunks,
    onMessage,
    ...(begun.snapshot !== undefined && {
      initial: createInitialSnapshot({ ...reading, rowsAtOnce, ...begun.snapshot }),
    }),
  };
};
