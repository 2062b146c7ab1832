import type { Db } from 'mongodb';
import { forEachEvent } from '../../../worker/read-events.ts';
import type { Item } from './mixed-writes.ts';

interface Event {
  readonly op: string;
  readonly after: string | null;
  readonly source: { readonly ord: number; readonly wallTime: number | null };
}

/** What replaying a collection's topic gives. */
export interface Replay {
  /** The last state of every document that is left, by `_id`. */
  readonly documents: ReadonlyMap<number, Item>;
  readonly events: number;
  readonly reads: number;
  /** Versions in the order in which each comes first; reads of snapshots aside. */
  readonly versions: readonly number[];
  /** Keys for which a read came behind a newer change, or behind their document's end. */
  readonly stale: readonly number[];
}

const itemOf = (after: string): Item => JSON.parse(after);

/** Replays a topic as a consumer that keeps a collection would: `worker` must write JSON without schemas. */
export const replay = async (bootstrapServers: string, topic: string): Promise<Replay> => {
  const documents = new Map<number, Item>();
  const newest = new Map<number, number>();
  const gone = new Set<number>();
  const seen = new Set<number>();
  const versions: number[] = [];
  const stale: number[] = [];
  let [events, reads] = [0, 0];
  await forEachEvent(bootstrapServers, topic, (record) => {
    if (record.topic !== topic || record.key === null || record.value === null) return;
    events += 1;
    const id = Number(JSON.parse(record.key).id);
    const event: Event = JSON.parse(record.value);
    if (event.after === null) {
      documents.delete(id);
      gone.add(id);
      return;
    }
    const item = itemOf(event.after);
    documents.set(id, item);
    if (event.op === 'r') {
      reads += 1;
      if (gone.has(id) || item.version < (newest.get(id) ?? 0)) stale.push(id);
    } else if (!seen.has(item.version)) {
      seen.add(item.version);
      versions.push(item.version);
    }
    gone.delete(id);
    newest.set(id, Math.max(item.version, newest.get(id) ?? 0));
  });
  return { documents, events, reads, versions, stale };
};

/** Changes that are told twice, and versions in the order in which they are told; of values without their keys. */
export const countedOnce = (values: readonly string[]) => {
  const versions: number[] = [];
  const places = new Map<string, number>();
  for (const value of values) {
    const event: Event | null = JSON.parse(value);
    if (event === null) continue;
    if (event.after !== null && event.op !== 'r') versions.push(itemOf(event.after).version);
    const place = event.op === 'r' ? `read ${event.after}` : `${event.source.wallTime} ${event.source.ord} ${event.op}`;
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  return { versions, twice: [...places].filter(([, count]) => count > 1).slice(0, 5) };
};

/** Where a collection and a replay differ, the first few of it; nothing when they are the same. */
export const differencesOf = async (
  db: Db,
  name: string,
  replayed: ReadonlyMap<number, Item>,
): Promise<readonly string[]> => {
  const found = await db.collection<Item>(name).find().toArray();
  const expected = new Map(found.map((item) => [item._id, item]));
  const text = (item: Item | undefined): string => JSON.stringify(item) ?? 'nothing';
  return [...new Set([...expected.keys(), ...replayed.keys()])]
    .filter((id) => text(expected.get(id)) !== text(replayed.get(id)))
    .slice(0, 5)
    .map((id) => `${id}: ${text(expected.get(id))} in the collection, ${text(replayed.get(id))} in the topic`);
};

export const isIncreasing = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
