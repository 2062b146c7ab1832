import { readCommitted } from '../../worker/read-committed.ts';
import { forEachEvent } from '../../worker/read-events.ts';
import type { CapturedDatabase } from './captured-database.ts';

/** A row as an event shows it. */
type Row = Readonly<Record<string, unknown>>;

const PLACEHOLDER = '__debezium_unavailable_value';

interface Event {
  readonly before: Row | null;
  readonly after: Row | null;
  readonly op: string;
  readonly source: Readonly<Record<string, unknown>>;
}

/** What replaying a table's topic gives. */
export interface Replay {
  /** The last state of every row that is left, by key. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly events: number;
  /** Values of `version`, each where it comes first: reads of snapshots aside. */
  readonly versions: readonly number[];
  /** Keys for which a read came behind a newer change, or behind their row's end. */
  readonly stale: readonly string[];
  readonly reads: number;
  /** Changes whose version was told before. */
  readonly repeated: number;
}

/** What the log left out is what it was before. */
const completed = (after: Row, before: Row | undefined): Row =>
  Object.fromEntries(
    Object.entries(after).map(([name, value]) => [name, value === PLACEHOLDER ? (before?.[name] ?? value) : value]),
  );

const createReplay = () => {
  const rows = new Map<string, Row>();
  const newest = new Map<string, number>();
  const gone = new Set<string>();
  const seen = new Set<number>();
  const versions: number[] = [];
  const stale: string[] = [];
  let [events, reads, repeated] = [0, 0, 0];
  return {
    take: (key: string, value: string | null): void => {
      events += 1;
      if (value === null) return;
      const event: Event = JSON.parse(value);
      if (event.after === null) {
        rows.delete(key);
        gone.add(key);
        return;
      }
      const version = Number(event.after.version ?? 0);
      if (event.op === 'r') {
        reads += 1;
        if (gone.has(key) || version < (newest.get(key) ?? 0)) stale.push(key);
      } else if (!seen.has(version)) {
        seen.add(version);
        versions.push(version);
      } else repeated += 1;
      gone.delete(key);
      newest.set(key, Math.max(version, newest.get(key) ?? 0));
      rows.set(key, completed(event.after, rows.get(key)));
    },
    result: (): Replay => ({ rows, events, versions, stale, reads, repeated }),
  };
};

/** Replays a topic as a consumer that keeps a table would: `worker` must write JSON without schemas. */
export const replay = async (bootstrapServers: string, topic: string): Promise<Replay> => {
  const { take, result } = createReplay();
  await forEachEvent(bootstrapServers, topic, (record) => {
    if (record.topic === topic && record.key !== null) take(record.key, record.value);
  });
  return result();
};

const keyOf = (row: Row, names: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(names.map((name) => [name, row[name]])));

/**
 * What an event tells of, and no other: reads by their keys, changes by what they do and their places in the log. MariaDB has one
 * place for a whole transaction: there versions tell changes of one row apart.
 */
const identityOf = (key: string, { op, before, after, source: { lsn, file, pos, row } }: Event): string =>
  JSON.stringify(op === 'r' ? [key] : [key, op, lsn, file, pos, row, (after ?? before)?.version]);

/** The same of what is committed, for rows with that key; and the first few events that are told twice. */
export const replayCommitted = async (
  bootstrapServers: string,
  topic: string,
  key: readonly string[],
): Promise<Replay & { readonly twice: readonly string[] }> => {
  const { take, result } = createReplay();
  const told = new Set<string>();
  const twice: string[] = [];
  for (const value of await readCommitted(bootstrapServers, topic)) {
    const event: Event | null = JSON.parse(value);
    const row = event?.after ?? event?.before;
    if (event === null || row == null) continue;
    const identity = identityOf(keyOf(row, key), event);
    if (told.has(identity)) twice.push(identity);
    told.add(identity);
    take(keyOf(row, key), value);
  }
  return { ...result(), twice: twice.slice(0, 5) };
};

/** The rows of a table whose columns are numbers and texts, by the JSON of their keys. */
export const tableRows = async (
  { query }: Pick<CapturedDatabase, 'query'>,
  table: string,
  key: readonly string[],
): Promise<ReadonlyMap<string, Row>> => {
  const rows = await query<Row>(`SELECT * FROM ${table}`);
  return new Map(rows.map((row) => [keyOf(row, key), { ...row }]));
};

/** Where two tables differ, the first few of it; nothing when they are the same. */
export const tableDifferences = (
  expected: ReadonlyMap<string, Row>,
  actual: ReadonlyMap<string, Row>,
): readonly string[] => {
  const text = (row: Row | undefined): string => JSON.stringify(row);
  const keys = new Set([...expected.keys(), ...actual.keys()]);
  return [...keys]
    .filter((key) => text(expected.get(key)) !== text(actual.get(key)))
    .slice(0, 5)
    .map(
      (key) =>
        `${key}: ${text(expected.get(key))?.slice(0, 300)} in the table, ${text(actual.get(key))?.slice(0, 300)} in the topic`,
    );
};
