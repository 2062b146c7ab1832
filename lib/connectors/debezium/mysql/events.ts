import { ConnectError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { SourceOffset } from '../../../connect/offset.ts';
import { changeRecords, type UnplacedRecord } from '../change-records.ts';
import type { Operation } from '../envelope.ts';
import { type EventTime, eventTimeOf } from '../event-clock.ts';
import type { Output } from '../output.ts';
import { parseSignal, type Signal } from '../signals.ts';
import { identifierOf, type TableId } from '../table-id.ts';
import type { BinlogEvent, EventHeader, RowImages } from './binlog/events.ts';
import type { Chunks } from './chunks.ts';
import type { Definitions } from './definitions.ts';
import type { Place } from './place.ts';
import type { RawRow, RawValue } from './raw-value.ts';
import { differs, type RecordMaker } from './rows.ts';
import type { SchemaChanges } from './schema-changes.ts';
import { changedTable, statementKind } from './statements.ts';
import type { TableModel } from './table-model.ts';
import type { KnownTable } from './tables.ts';
import type { CurrentTransaction, Gtid, Transactions } from './transactions.ts';

export interface EventSettings {
  readonly definitions: Definitions;
  readonly tableOf: (model: TableModel) => KnownTable;
  readonly transactions: Transactions;
  readonly chunks: Chunks;
  readonly schemaChanges: SchemaChanges;
  readonly place: Place;
  readonly output: Output;
  readonly maker: RecordMaker;
  readonly skipped: ReadonlySet<string>;
  readonly includesQuery: boolean;
  readonly onUnknownTable: 'fail' | 'warn' | 'skip';
  readonly log: Logger;
  isCaptured(table: TableId): boolean;
  isSignalTable(identifier: string): boolean;
  /** Whether changes of a transaction are told, by its source. */
  isTold(gtid: string): boolean;
  signal(signal: Signal): void;
}

type Rows = Extract<BinlogEvent, { kind: 'rows' }>;

const OPERATIONS: Readonly<Record<Rows['change'], Operation>> = { insert: 'c', update: 'u', delete: 'd' };

const textOf = (value: RawValue | null | undefined): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value ?? '');

/** Turns the log's events into records; follows `BinlogStreamingChangeEventSource`. */
export const createEvents = (settings: EventSettings) => {
  const { definitions, transactions, chunks, place, output, maker, skipped, log } = settings;
  let pending: Gtid | null = null;

  /** Of a statement that is no part of a transaction; as Debezium has it, in milliseconds. */
  const statementTime = ({ seconds }: EventHeader): EventTime =>
    eventTimeOf(typeof pending?.us === 'number' ? Math.floor(pending.us / 1000) * 1000 : seconds * 1_000_000);

  const sourceOf = (
    header: EventHeader,
    { database, table, row }: { readonly database: string; readonly table: string | null; readonly row: number },
  ) => {
    const current = transactions.current();
    return maker.source({
      time: current === undefined ? statementTime(header) : transactions.timeOf(header),
      marker: 'false',
      database,
      table,
      serverId: header.serverId,
      gtid: current?.gtid ?? pending?.gtid ?? null,
      file: place.log.file,
      position: header.start,
      row,
      thread: current?.thread ?? null,
      query: settings.includesQuery ? (current?.statement ?? null) : null,
    });
  };

  const rowRecords = (
    header: EventHeader,
    { schema }: KnownTable,
    { op, before, after, row }: { op: Operation; before: RawRow | null; after: RawRow | null; row: number },
  ): readonly UnplacedRecord[] => {
    const isMoved = before !== null && after !== null && differs(schema.keyIndexes, before, after);
    return changeRecords(
      schema,
      {
        op,
        key: schema.readKey?.(after ?? before ?? []) ?? null,
        oldKey: isMoved ? (schema.readKey?.(before) ?? null) : null,
        before: before === null ? null : schema.readValue(before),
        after: after === null ? null : schema.readValue(after),
        source: sourceOf(header, { database: schema.id.schema, table: schema.id.table, row }),
        time: maker.clock(),
        nextInTransaction: () => transactions.block(schema.identifier),
      },
      maker,
    );
  };

  const takeSignal = (row: RawRow): void => {
    const [id, type, data] = row;
    const signal = parseSignal(textOf(id), textOf(type), data === null ? null : textOf(data));
    if (!chunks.mark(signal)) settings.signal(signal);
  };

  /** The columns of a captured table as of this place of the log. */
  const tableOf = ({ table: map, header }: Rows): KnownTable | undefined => {
    const id = { schema: map.schema, table: map.table };
    const model = definitions.table(id);
    if (model !== undefined && model.columns.length === map.columnCount) return settings.tableOf(model);
    const known = model === undefined ? 'is not known' : `has ${model.columns.length} columns by the schema history`;
    const problem = `Table ${identifierOf(id)} ${known}, and ${map.columnCount} in the binary log at ${place.log.file}:${header.start}`;
    if (settings.onUnknownTable === 'fail')
      throw new ConnectError(
        `${problem}. The schema history does not fit the log: set snapshot.mode=recovery if no table was altered since, or reset the offsets for a new snapshot`,
      );
    if (settings.onUnknownTable === 'warn') log.warn(`${problem}; its changes are left out`);
    return undefined;
  };

  const checkImage = (table: KnownTable, row: RawRow | null): void => {
    const missing = row?.findIndex((value, index) => value === undefined && !table.model.columns[index]?.generated);
    if (missing !== undefined && missing >= 0)
      throw new ConnectError(
        `A change of ${table.schema.identifier} in the binary log lacks the column ${table.model.columns[missing]?.name}: set binlog_row_image=FULL on the server and in all sessions`,
      );
  };

  const emit = (records: readonly UnplacedRecord[], done: number, offset: (count: number) => SourceOffset): void => {
    records.forEach((record, index) => {
      if (index >= done) output.push(record, offset(index + 1));
    });
  };

  const onRow = (event: Rows, table: KnownTable, images: RowImages, row: number, isLast: boolean): void => {
    const { header, change } = event;
    const current = transactions.current();
    const events = current?.events ?? 0;
    const done = transactions.done();
    const isDone = row < done.rows;
    if (isDone && !transactions.counts) return;
    checkImage(table, images.before);
    checkImage(table, images.after);
    const op = OPERATIONS[change];
    if (!isDone) {
      chunks.beforeChange(table, [images.before, images.after]);
      if (op === 'c' && images.after !== null && settings.isSignalTable(table.schema.identifier))
        takeSignal(images.after);
    }
    if (skipped.has(op)) return;
    const records = rowRecords(header, table, { op, ...images, row });
    if (isDone) return;
    const after = isLast ? { events: events + 1, rows: 0, records: 0 } : { events, rows: row + 1, records: 0 };
    emit(records, row === done.rows ? done.records : 0, (count) =>
      transactions.offset(header, count === records.length ? after : { events, rows: row, records: count }),
    );
  };

  const onRows = (event: Rows): void => {
    const current = transactions.current();
    const id = { schema: event.table.schema, table: event.table.table };
    const isTold = current?.gtid === null || current === undefined || settings.isTold(current.gtid);
    if (isTold && settings.isCaptured(id)) {
      const table = tableOf(event);
      const rows = table === undefined ? [] : event.rows();
      rows.forEach((images, index) => {
        if (table !== undefined) onRow(event, table, images, index, index === rows.length - 1);
      });
    }
    count();
  };

  const count = (): void => {
    const current = transactions.current();
    if (current !== undefined) current.events += 1;
  };

  /** Nothing to tell, but to go on behind it. */
  const pass = (header: EventHeader): undefined => {
    if (transactions.current() === undefined) complete(header);
    else count();
  };

  const onBegin = (header: EventHeader, thread: number | null): void => {
    output.release();
    transactions.begin(header, pending, thread);
    const record = transactions.beginRecord(header);
    if (record !== null) output.push(record, transactions.offset(header, { events: 1, rows: 0, records: 0 }));
    count();
  };

  /** Everything before the next event is read. */
  const complete = (header: EventHeader): SourceOffset => {
    if (pending !== null) place.complete(pending.gtid);
    pending = null;
    if (header.end > 0) place.moveTo(header.end);
    transactions.end();
    return place.cleanOffset(header);
  };

  const onEnd = (header: EventHeader): void => {
    const record = transactions.endRecord(header);
    const offset = complete(header);
    if (record !== null) output.push(record, offset);
    output.settle(offset);
  };

  const refuseStatement = (database: string, sql: string): void => {
    const table = changedTable(database, sql);
    if (table !== undefined && !settings.isCaptured(table)) return;
    throw new ConnectError(
      `The binary log has the statement ${JSON.stringify(sql.slice(0, 200))} where the rows that it changed should be: set binlog_format=ROW in all sessions`,
    );
  };

  const truncations = (header: EventHeader, tables: readonly TableId[]): readonly UnplacedRecord[] =>
    tables.filter(settings.isCaptured).flatMap((id) => {
      const model = definitions.table(id);
      if (model === undefined) return [];
      const table = settings.tableOf(model);
      chunks.beforeTruncate(table);
      if (skipped.has('t')) return [];
      const records = rowRecords(header, table, { op: 't', before: null, after: null, row: 0 });
      return records.map((record) => ({ ...record, keySchema: null, key: null }));
    });

  const onDefinition = async (header: EventHeader, database: string, sql: string): Promise<void> => {
    const { events } = transactions.current() ?? { events: 0 };
    const done = transactions.done();
    const isDone = done.rows > 0;
    const before = definitions.schema;
    const result = definitions.apply(database, sql);
    for (const { id } of result.changes) chunks.changed(identifierOf(id));
    const source = (of: string, table: string | null) => sourceOf(header, { database: of, table: table ?? '', row: 0 });
    const records = isDone
      ? []
      : [
          ...truncations(header, result.truncated),
          ...settings.schemaChanges.records(result.events, source, header.seconds),
        ];
    const partial = records.map((_, index) => transactions.offset(header, { events, rows: 0, records: index + 1 }));
    const current: CurrentTransaction | undefined = transactions.current();
    const after =
      current === undefined
        ? complete(header)
        : transactions.offset(header, { events: events + 1, rows: 0, records: 0 });
    if (current !== undefined) count();
    // Kept before any record that comes behind it can be acknowledged.
    if (result.schema !== before)
      await settings.schemaChanges.keep([{ position: after, seconds: header.seconds, database, sql, result }]);
    emit(records, done.records, (number) => (number === records.length ? after : (partial[number - 1] ?? after)));
    output.release();
  };

  const onQuery = (event: Extract<BinlogEvent, { kind: 'query' }>): Promise<void> | undefined => {
    const { header, database, sql, thread } = event;
    switch (statementKind(sql)) {
      case 'begin':
        return void onBegin(header, thread);
      case 'end':
        return void onEnd(header);
      case 'change':
        refuseStatement(database, sql);
        return pass(header);
      case 'other':
        return pass(header);
      default:
        return onDefinition(header, database, sql);
    }
  };

  const onOther = ({ end }: EventHeader): void => {
    if (transactions.current() !== undefined) count();
    else if (end > 0 && pending === null) place.moveTo(end);
  };

  /** Resolves later only where the schema history must be written. */
  return (event: BinlogEvent): Promise<void> | undefined => {
    switch (event.kind) {
      case 'rotate':
        // Made up by the server for the start of a dump, which is told again.
        if (event.header.end !== 0 || event.file !== place.log.file) place.enter(event.file, event.position);
        return undefined;
      case 'gtid':
        pending = { gtid: event.gtid, us: event.us };
        return event.begins ? void onBegin(event.header, null) : undefined;
      case 'query':
        return onQuery(event);
      case 'statement': {
        const current = transactions.current();
        if (current !== undefined) current.statement = event.sql;
        return void count();
      }
      case 'commit':
        return void onEnd(event.header);
      case 'rows':
        return void onRows(event);
      case 'table':
        return void count();
      case 'heartbeat':
        if (transactions.current() === undefined && pending === null && event.header.end > 0)
          place.moveTo(event.header.end);
        return undefined;
      default:
        return void onOther(event.header);
    }
  };
};
