import { ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset } from '../../../connect/offset.ts';
import type { SignalTopic } from '../signal-topic.ts';
import { identifierOf, type TableId } from '../table-id.ts';
import { listTables } from './catalog.ts';
import { createDefinitions, type Definitions } from './definitions.ts';
import { lostLog } from './lost-log.ts';
import { isNotAfter, type Position, readOffset } from './position.ts';
import type { AppliedStatement } from './schema-changes.ts';
import type { SchemaHistory } from './schema-history/schema-history.ts';
import { type DefiningStatement, readDefinitions } from './schema-snapshot.ts';
import { type LogEnd, logFiles, type ServerFacts, serverFacts } from './server.ts';
import { openSession, type Session } from './session.ts';
import type { TaskSettings } from './settings.ts';
import { type SnapshotMode, snapshotModeOf } from './snapshot-mode.ts';
import { openView, type SnapshotView } from './snapshot-view.ts';
import { emptySchema, type SchemaModel, type TableModel } from './table-model.ts';
import { reportLosses } from './tables.ts';

/** A run, ready to read. */
export interface Begun {
  readonly position: Position;
  readonly mode: SnapshotMode;
  readonly facts: ServerFacts;
  readonly definitions: Definitions;
  /** Statements that stand for the definitions that were read; none where they were known. */
  readonly statements: readonly AppliedStatement[];
  /** What the rows of a snapshot are read in, once the log is read up to there. */
  readonly view?: SnapshotView;
  /** Whether rows are to be read of which none was told as of this position. */
  readonly beginsSnapshot: boolean;
}

export interface BeginOptions {
  readonly from: SourceOffset | null;
  readonly incarnation: string;
  readonly history: SchemaHistory;
  /** `null` where signals do not come through a topic. */
  readonly signals: SignalTopic | null;
}

/** How often a snapshot of tables without key may be begun. */
const MAX_ATTEMPTS = 3;
const FIRST_EVENT = 4;

const offsetOf = ({ log, gtids }: LogEnd): SourceOffset => ({
  file: log.file,
  pos: log.position,
  ...(gtids !== null && gtids !== '' && { gtids }),
});

const hasKey = ({ columns, primaryKey }: TableModel): boolean =>
  primaryKey.length > 0 && primaryKey.every((name) => columns.some((one) => one.name === name && !one.optional));

/** A table without key of which rows may have been read already, and could not be told from the others. */
const unreadWithoutKey = ({ snapshot }: Position, schema: SchemaModel): string | undefined =>
  snapshot?.tables
    .filter(({ isAdHoc }) => isAdHoc !== true)
    .map(({ table }) => table)
    .find((table) => {
      const model = schema.tables.get(table);
      return model !== undefined && !hasKey(model);
    });

const nextAttempt = (table: string, attempt: number): number => {
  if (attempt < MAX_ATTEMPTS) return attempt + 1;
  throw new ConnectError(
    `Table ${table} has no primary key and could not be read within one run, ${attempt} times over. Give it a primary key or a unique index on columns that are not null, leave it out of the snapshot (snapshot.include.collection.list), or let runs last longer.`,
  );
};

/** What a run does first. */
type Plan =
  | { readonly kind: 'data' | 'schema'; readonly attempt: number }
  | { readonly kind: 'whole-log' }
  | { readonly kind: 'resume'; readonly position: Position; readonly schema: SchemaModel }
  /** The history is lost, but the log goes on. */
  | { readonly kind: 'read-schema'; readonly position: Position };

const LOST_HISTORY =
  'The schema history is gone, without which the binary log cannot be read. If no captured table was altered since the stored offset, set snapshot.mode=recovery; else reset the offsets, or set snapshot.mode=when_needed, for a new snapshot';

const choosePlan = async (
  settings: TaskSettings,
  session: Session,
  { from, incarnation, history, mode, facts }: BeginOptions & { mode: SnapshotMode; facts: ServerFacts },
): Promise<Plan> => {
  const stored = from === null ? null : readOffset(from);
  const position = stored?.isUnfinished === true ? null : stored;
  const wanted = mode.wants(position, incarnation);
  if (wanted === 'data' || wanted === 'schema') return { kind: wanted, attempt: 1 };
  if (wanted === 'whole-log') return { kind: 'whole-log' };
  if (position === null || from === null) throw new ConnectError('There is no position to go on from');
  const reason = await lostLog(settings, session, facts, position);
  if (reason !== undefined) {
    if (mode.onLostLog) return { kind: 'data', attempt: 1 };
    throw new ConnectError(
      `${reason}. Set snapshot.mode=when_needed or reset the offsets for a new snapshot, and have the server keep its log for longer (binlog_expire_logs_seconds)`,
    );
  }
  const schema = await history.recover(from, isNotAfter(settings.gtids));
  if (schema === null) {
    if (mode.onLostHistory === 'fail') throw new ConnectError(LOST_HISTORY);
    return mode.onLostHistory === 'snapshot' ? { kind: 'data', attempt: 1 } : { kind: 'read-schema', position };
  }
  const keyless = unreadWithoutKey(position, schema);
  return keyless === undefined
    ? { kind: 'resume', position, schema }
    : { kind: 'data', attempt: nextAttempt(keyless, position.snapshot?.attempt ?? 1) };
};

export const begin = async (settings: TaskSettings, session: Session, options: BeginOptions): Promise<Begun> => {
  const { config, flavor, gtids, log, isCaptured, isInSnapshot } = settings;
  const facts = await serverFacts(session, flavor);
  const mode = snapshotModeOf(config);
  const { history, incarnation } = options;
  const plan = await choosePlan(settings, session, { ...options, mode, facts });

  const definitionsOf = (schema: SchemaModel): Definitions =>
    createDefinitions(schema, {
      flavor,
      skipsUnparseable: config['schema.history.internal.skip.unparseable.ddl'],
      log,
    });
  const empty = (): SchemaModel => emptySchema({ serverCharset: facts.charset, lowerCaseNames: facts.lowerCaseNames });

  const isStored = (id: TableId): boolean =>
    isCaptured(id) ||
    !(
      config['schema.history.internal.store.only.captured.tables.ddl'] ||
      (config['schema.history.internal.store.only.captured.databases.ddl'] && !settings.isDatabaseCaptured(id.schema))
    );
  const readAll = (from: Session): Promise<readonly DefiningStatement[]> =>
    readDefinitions(from, { facts, log, isCaptured, isWanted: isStored });

  /** Columns that lose, before anything is read or kept. */
  const report = ({ tables }: SchemaModel): void =>
    reportLosses(
      settings.tables,
      [...tables.values()].filter(({ id }) => isCaptured(id)),
    );

  const apply = async (
    statements: readonly DefiningStatement[],
    end: LogEnd,
  ): Promise<{ readonly definitions: Definitions; readonly applied: readonly AppliedStatement[] }> => {
    const definitions = definitionsOf(empty());
    const seconds = Math.floor(Date.now() / 1000);
    const position = offsetOf(end);
    const applied = statements.map(({ database, sql }) => {
      const result = definitions.apply(database, sql);
      return { position, seconds, database, sql, result };
    });
    report(definitions.schema);
    await history.clear();
    return { definitions, applied };
  };

  const view = (inside: (from: Session) => Promise<void>): Promise<SnapshotView> =>
    openView(
      {
        flavor,
        facts,
        gtids,
        log,
        locking: config['snapshot.locking.mode'],
        lockTimeoutMs: config['snapshot.lock.timeout.ms'],
        open: () => openSession(config),
        capturedTables: async (from) => (await listTables(from)).filter(isCaptured),
      },
      ({ session: from }) => inside(from),
    );

  const fresh = { inTransaction: null, incarnation, isUnfinished: false };

  /** Goes on with a snapshot that is not complete, in a new view. */
  const resumed = async (begun: Begun): Promise<Begun> => {
    const isReading = begun.position.snapshot?.tables.some(({ isAdHoc }) => isAdHoc !== true) === true;
    return isReading ? { ...begun, view: await view(async () => {}) } : begun;
  };

  if (plan.kind === 'resume') {
    report(plan.schema);
    return resumed({
      position: plan.position,
      mode,
      facts,
      definitions: definitionsOf(plan.schema),
      statements: [],
      beginsSnapshot: false,
    });
  }
  if (plan.kind === 'whole-log') {
    const [file = ''] = await logFiles(session);
    const end = { log: { file, position: FIRST_EVENT }, gtids: null };
    const sql = `SET character_set_server=${facts.charset}, collation_server=${facts.collation}`;
    const { definitions, applied } = await apply([{ database: '', sql }], end);
    const position = { ...end.log, ...fresh, gtids: null, snapshot: null };
    return { position, mode, facts, definitions, statements: applied, beginsSnapshot: false };
  }
  if (plan.kind === 'read-schema') {
    const { position } = plan;
    log.warn('The schema history is gone: tables are taken to have been at the stored offset as they are now');
    const end = { log: position, gtids: position.gtids };
    const { definitions, applied } = await apply(await readAll(session), end);
    return resumed({ position, mode, facts, definitions, statements: applied, beginsSnapshot: false });
  }
  let statements: readonly DefiningStatement[] = [];
  const opened = await view(async (from) => {
    statements = await readAll(from);
  });
  try {
    const { definitions, applied } = await apply(statements, opened);
    const models = [...definitions.schema.tables.values()].filter(({ id }) => isCaptured(id) && isInSnapshot(id));
    const tables = [...models.filter((one) => !hasKey(one)), ...models.filter(hasKey)].map(({ id }) => ({
      table: identifierOf(id),
    }));
    const reads = plan.kind === 'data' && tables.length > 0;
    log.info('A snapshot begins', { attempt: plan.attempt, tables: reads ? tables.length : 0 });
    const snapshot = reads ? { tables, after: null, attempt: plan.attempt } : null;
    const position = { ...opened.log, ...fresh, gtids: opened.gtids, snapshot };
    const begun = { position, mode, facts, definitions, statements: applied, beginsSnapshot: false };
    if (reads) return { ...begun, view: opened, beginsSnapshot: true };
    await opened.close();
    return begun;
  } catch (error) {
    await opened.close();
    throw error;
  }
};
