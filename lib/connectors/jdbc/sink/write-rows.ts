import type { Raw } from '../column.ts';
import type { Session } from '../dialect.ts';
import { qualifiedName } from '../table-id.ts';
import type { Layout } from './layout.ts';
import { type Row, type RowRun, runsOf } from './rows.ts';
import type { InsertMode, SinkSettings } from './sink-settings.ts';
import { deleteStatement, emptyStatement, insertStatement, type SqlWriter, updateStatement } from './statements.ts';

type Values = readonly (Raw | null)[];

/** Statements of so many rows as few different texts serve: the most, then powers of two. */
const chunkSize = (left: number, most: number): number => (left >= most ? most : 2 ** Math.floor(Math.log2(left)));

/** In the order in which the tables first appear. */
const byTable = (rows: readonly Row[]): Iterable<readonly Row[]> => {
  const tables = new Map<string, Row[]>();
  for (const row of rows) {
    const name = qualifiedName(row.layout.table);
    const known = tables.get(name);
    if (known === undefined) tables.set(name, [row]);
    else known.push(row);
  }
  return tables.values();
};

export type WriteRows = (session: Session, rows: readonly Row[]) => Promise<void>;

/** Executes rows in as few statements as possible, table by table. Nothing is caught, nothing is committed. */
export const createWriteRows = (writer: SqlWriter, settings: SinkSettings): WriteRows => {
  const { insertMode, batchSize } = settings;
  const { maxParameters } = writer.differences;
  const texts = new WeakMap<Layout, Map<string, string>>();

  const textOf = (run: RowRun, shape: string, make: () => string): string => {
    const ofLayout = texts.get(run.layout) ?? new Map<string, string>();
    texts.set(run.layout, ofLayout);
    const text = ofLayout.get(shape) ?? make();
    ofLayout.set(shape, text);
    return text;
  };

  const inChunks = async (
    session: Session,
    run: RowRun,
    { values, text }: { readonly values: readonly Values[]; readonly text: (rows: number) => string },
  ): Promise<void> => {
    const width = Math.max(1, values[0]?.length ?? 1);
    const most = Math.max(1, Math.min(batchSize, Math.floor(maxParameters / width)));
    for (let start = 0; start < values.length; ) {
      const size = chunkSize(values.length - start, most);
      const sql = textOf(run, `${run.action} ${size}`, () => text(size));
      await session.execute(sql, values.slice(start, start + size).flat());
      start += size;
    }
  };

  const update = async (session: Session, run: RowRun): Promise<void> => {
    const { keys, others } = run.layout;
    if (others.length === 0) return;
    const sql = textOf(run, 'update', () => updateStatement(writer, run.layout));
    for (const { values } of run.rows)
      await session.execute(sql, [...values.slice(keys.length), ...values.slice(0, keys.length)]);
  };

  const remove = (session: Session, run: RowRun): Promise<void> =>
    inChunks(session, run, {
      values: run.rows.map(({ values }) => values.slice(0, run.layout.keys.length)),
      text: (rows) => deleteStatement(writer, run.layout, rows),
    });

  const empty = async (session: Session, { layout }: RowRun): Promise<void> => {
    await session.execute(emptyStatement(writer, layout.table));
  };

  const insert = (session: Session, run: RowRun): Promise<void> =>
    inChunks(session, run, {
      values: run.rows.map(({ values }) => values),
      text: (rows) => insertStatement(writer, run.layout, { rows, upsert: insertMode === 'upsert' }),
    });

  const writes: Readonly<Record<InsertMode, typeof insert>> = { insert, upsert: insert, update };

  return async (session, rows) => {
    for (const ofTable of byTable(rows))
      for (const run of runsOf(ofTable, insertMode !== 'insert' && settings.pkMode !== 'none'))
        await { write: writes[insertMode], delete: remove, truncate: empty }[run.action](session, run);
  };
};
