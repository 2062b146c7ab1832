import type { SourceOffset } from '../../../connect/offset.ts';
import { changeRecords, type UnplacedRecord } from '../change-records.ts';
import type { Operation } from '../envelope.ts';
import type { Output } from '../output.ts';
import { parseSignal, type Signal } from '../signals.ts';
import type { TableId } from '../table-id.ts';
import type { Chunks } from './chunks.ts';
import { type MessageSchema, messageRecord } from './logical-message.ts';
import type { Lsn, PgOutputMessage, RelationMessage, Tuple } from './pgoutput.ts';
import type { Place } from './place.ts';
import type { RecordMaker } from './rows.ts';
import { type KnownTable, rowKey, type Tables } from './tables.ts';
import type { CurrentTransaction, Transactions } from './transactions.ts';

export interface EventSettings {
  readonly tables: Tables;
  readonly transactions: Transactions;
  readonly chunks: Chunks;
  readonly place: Place;
  readonly output: Output;
  readonly maker: RecordMaker;
  readonly skipped: ReadonlySet<string>;
  isCaptured(table: TableId): boolean;
  isSignalTable(identifier: string): boolean;
  signal(signal: Signal): void;
  /** Topic of logical messages. */
  readonly messageTopic: string;
  readonly messageSchema: MessageSchema;
  isMessageIncluded(prefix: string): boolean;
  learn(relation: RelationMessage): Promise<unknown>;
}

const MESSAGE_TYPES: Readonly<Record<string, string>> = {
  c: 'INSERT',
  u: 'UPDATE',
  d: 'DELETE',
  t: 'TRUNCATE',
  m: 'MESSAGE',
};

type RowChange = Extract<PgOutputMessage, { kind: 'insert' | 'update' | 'delete' }>;

interface Row {
  readonly op: Operation;
  readonly before: Tuple | null;
  readonly after: Tuple | null;
}

/** What the new row leaves out because it did not change is in the old one, if that comes whole. */
const completed = (after: Tuple, before: Tuple | null, isWhole: boolean): Tuple =>
  isWhole && before !== null && after.includes(undefined)
    ? after.map((value, index) => (value === undefined ? before[index] : value))
    : after;

const rowOf = (change: RowChange, { hasFullIdentity }: KnownTable): Row => {
  if (change.kind === 'insert') return { op: 'c', before: null, after: change.after };
  if (change.kind === 'delete') return { op: 'd', before: change.before, after: null };
  return { op: 'u', before: change.before, after: completed(change.after, change.before, hasFullIdentity) };
};

const keyChanged = ({ keyIndexes }: KnownTable['schema'], before: Tuple, after: Tuple): boolean =>
  keyIndexes.some((index) => before[index] !== after[index]);

/** Turns what the log says into records; follows `PostgresStreamingChangeEventSource`. */
export const createEvents = (settings: EventSettings) => {
  const { tables, transactions, chunks, place, output, maker, skipped } = settings;

  /** The records of a change that an earlier run did not make. */
  const emit = (records: readonly UnplacedRecord[], done: number, offset: (count: number) => SourceOffset): void => {
    records.forEach((record, index) => {
      if (index >= done) output.push(record, offset(index + 1));
    });
  };

  const rowRecords = (transaction: CurrentTransaction, { schema }: KnownTable, { op, before, after }: Row) => {
    const row = after ?? before ?? [];
    const isMoved = before !== null && after !== null && keyChanged(schema, before, after);
    return changeRecords(
      schema,
      {
        op,
        key: schema.readKey?.(row) ?? null,
        oldKey: isMoved ? (schema.readKey?.(before) ?? null) : null,
        before: before === null ? null : schema.readValue(before),
        after: after === null ? null : schema.readValue(after),
        source: maker.source({
          time: transaction.time,
          marker: 'false',
          table: schema.id,
          lsn: transaction.lsn,
          lastCommit: place.lastCommit,
          txId: transaction.xid,
          origin: transaction.origin,
        }),
        time: maker.clock(),
        nextInTransaction: () => transactions.block(schema.identifier),
      },
      maker,
    );
  };

  const takeSignal = (table: KnownTable, row: Tuple): void => {
    if (!settings.isSignalTable(table.schema.identifier)) return;
    const [id, type, data] = row;
    settings.signal(parseSignal(id ?? '', type ?? '', data ?? null));
  };

  const onRow = (lsn: Lsn, change: RowChange): void => {
    const transaction = transactions.current();
    if (transaction === undefined) return;
    const before = chunks.isWaiting() ? transactions.offsetBefore() : undefined;
    const done = transactions.advance(lsn);
    const table = tables.ofRelation(change.relation);
    if (table === undefined || !settings.isCaptured(table.schema.id)) return;
    if (transaction.isSeen && table.order.length === 0) return;
    const row = rowOf(change, table);
    if (before !== undefined && done === 0) {
      const rows = [row.before, row.after].filter((one) => one !== null);
      const keys = rows.map((one) => rowKey(table, one));
      chunks.beforeChange({ xid: transaction.xid, table, keys, offset: () => before });
    }
    if (row.op === 'c' && row.after !== null && done === 0) takeSignal(table, row.after);
    if (skipped.has(row.op)) return;
    emit(rowRecords(transaction, table, row), done, (count) =>
      place.changeOffset(transaction, MESSAGE_TYPES[row.op] ?? 'NOOP', count),
    );
  };

  const onTruncate = (lsn: Lsn, relations: readonly number[]): void => {
    const transaction = transactions.current();
    if (transaction === undefined) return;
    const before = transactions.offsetBefore();
    const done = transactions.advance(lsn);
    const affected = relations
      .map(tables.ofRelation)
      .filter((table) => table !== undefined)
      .filter(({ schema, order }) => settings.isCaptured(schema.id) && !(transaction.isSeen && order.length === 0));
    for (const table of affected)
      chunks.beforeChange({ xid: transaction.xid, table, keys: [undefined], offset: () => before });
    if (skipped.has('t')) return;
    const records = affected.flatMap((table) => rowRecords(transaction, table, { op: 't', before: null, after: null }));
    emit(
      records.map((record) => ({ ...record, keySchema: null, key: null })),
      done,
      (count) => place.changeOffset(transaction, 'TRUNCATE', count),
    );
  };

  const onMessage = (lsn: Lsn, message: Extract<PgOutputMessage, { kind: 'message' }>): void => {
    const transaction = message.transactional ? transactions.current() : undefined;
    const done = message.transactional ? transactions.advance(lsn) : 0;
    // A message outside of transactions is a place of its own: the log goes on right behind it.
    if (!message.transactional) {
      place.moveTo(lsn, true);
      place.moveTo(lsn + 1, false);
    }
    if (skipped.has('m') || !settings.isMessageIncluded(message.prefix)) return;
    const block = message.transactional ? transactions.block('message') : null;
    const record = messageRecord(maker, message, {
      topic: settings.messageTopic,
      schema: settings.messageSchema,
      lsn,
      lastCommit: place.lastCommit,
      transaction,
      block,
    });
    emit([record], done, (count) =>
      transaction === undefined
        ? place.cleanOffset(maker.clock().us, null, 'MESSAGE')
        : place.changeOffset(transaction, 'MESSAGE', count),
    );
  };

  const onBegin = (lsn: Lsn, message: Extract<PgOutputMessage, { kind: 'begin' }>): void => {
    chunks.reached(message.finalLsn);
    output.release();
    const transaction = transactions.begin(lsn, message);
    const record = transactions.beginRecord();
    if (record !== null) output.push(record, place.changeOffset(transaction, 'BEGIN', null));
  };

  const onCommit = (endLsn: Lsn): void => {
    const record = transactions.endRecord(endLsn);
    const transaction = transactions.end();
    if (transaction === undefined) return;
    place.moveTo(endLsn, true);
    chunks.ended(transaction.xid);
    const offset = place.cleanOffset(transaction.us, transaction.xid, 'COMMIT');
    if (record !== null) output.push(record, offset);
    output.settle(offset);
  };

  /** Resolves later only where the catalog must be asked. */
  return (lsn: Lsn, message: PgOutputMessage): Promise<unknown> | undefined => {
    switch (message.kind) {
      case 'relation':
        // Tables that are not captured are not looked at.
        return settings.isCaptured(message) ? settings.learn(message) : undefined;
      case 'begin':
        onBegin(lsn, message);
        break;
      case 'commit':
        onCommit(message.endLsn);
        break;
      case 'origin': {
        const transaction = transactions.current();
        if (transaction !== undefined) transaction.origin = { name: message.name, lsn: message.lsn };
        break;
      }
      case 'truncate':
        onTruncate(lsn, message.relations);
        break;
      case 'message':
        onMessage(lsn, message);
        break;
      case 'other':
        break;
      default:
        onRow(lsn, message);
    }
    return undefined;
  };
};
