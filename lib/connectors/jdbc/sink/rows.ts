import type { SinkRecord } from '../../../connect/record.ts';
import type { Raw } from '../column.ts';
import type { Layout } from './layout.ts';

/** A record made ready: what is to be done with which row. */
export interface Row {
  readonly record: SinkRecord;
  readonly layout: Layout;
  /** A truncation empties the table; its layout has no columns. */
  readonly action: 'write' | 'delete' | 'truncate';
  /** Of the keys, and behind them, in a write, of the others. */
  readonly values: readonly (Raw | null)[];
}

/** Rows of one layout, to be written or deleted by the same statements. */
export interface RowRun {
  readonly layout: Layout;
  readonly action: Row['action'];
  readonly rows: Row[];
}

const part = (value: Raw | null | undefined): string => {
  if (value === null) return 'null';
  const text = value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
  return `${text.length}:${text}`;
};

const keyOf = ({ layout: { keys }, values }: Row): string =>
  keys.length === 1 ? part(values[0]) : values.slice(0, keys.length).map(part).join();

const fits = (run: RowRun | undefined, row: Row): run is RowRun =>
  run !== undefined && run.layout === row.layout && run.action === row.action;

/** Rows in their order, those next to each other together. */
const inSequence = (rows: readonly Row[]): readonly RowRun[] => {
  const runs: RowRun[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (fits(last, row)) last.rows.push(row);
    else runs.push({ layout: row.layout, action: row.action, rows: [row] });
  }
  return runs;
};

/** Rows of different keys may go in any order: those of a layout together. */
const gathered = (rows: Iterable<Row>): readonly RowRun[] => {
  const runs = new Map<Layout, { [A in Row['action']]?: RowRun }>();
  const ordered: RowRun[] = [];
  for (const row of rows) {
    const ofLayout = runs.get(row.layout) ?? {};
    runs.set(row.layout, ofLayout);
    let run = ofLayout[row.action];
    if (run === undefined) {
      run = { layout: row.layout, action: row.action, rows: [] };
      ofLayout[row.action] = run;
      ordered.push(run);
    }
    run.rows.push(row);
  }
  return ordered;
};

/** Whether the earlier of two rows of one key leaves nothing that the later one does not replace. */
const replaces = (later: Row, earlier: Row): boolean =>
  later.action === 'delete' || (earlier.action === 'write' && earlier.layout === later.layout);

/**
 * Of each key the last row only, where writing is by key: that is what the table is to hold, and a statement may not write a
 * row twice. A row that does not replace the earlier one of its key, such as one with fewer columns, waits for it.
 */
const lastOfEachKey = (rows: readonly Row[]): readonly RowRun[] => {
  const runs: RowRun[] = [];
  let last = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(row);
    const earlier = last.get(key);
    if (earlier !== undefined && !replaces(row, earlier)) {
      runs.push(...gathered(last.values()));
      last = new Map();
    }
    last.set(key, row);
  }
  return [...runs, ...gathered(last.values())];
};

/** One table's rows as runs, to be executed in this order. What comes before a truncation leaves nothing. */
export const runsOf = (rows: readonly Row[], byKey: boolean): readonly RowRun[] => {
  const emptied = rows.findLastIndex(({ action }) => action === 'truncate');
  const left = rows.slice(emptied + 1);
  return [
    ...inSequence(rows.slice(Math.max(emptied, 0), emptied + 1)),
    ...(byKey ? lastOfEachKey(left) : inSequence(left)),
  ];
};
