import { parse } from 'lossless-json';
import type { ReadEvent } from '../../worker/read-events.ts';

/** An event without what is different each time it is made. */
type Comparable = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Integers as their digits, so that none is rounded; 1.0 and 1 are the same. */
const exact = (text: string): unknown =>
  parse(text, undefined, (digits) => (/[.eE]/.test(digits) ? Number(digits) : digits));

/** The moment of reading; and of a snapshot's rows also what the moment of the snapshot was. */
const VOLATILE = ['ts_ms', 'ts_us', 'ts_ns'];
const VOLATILE_IN_SNAPSHOT = [...VOLATILE, 'lsn', 'txId', 'sequence', 'file', 'pos'];

const without = (value: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

const collectionOf = (entry: unknown): string => (isObject(entry) ? String(entry.data_collection) : '');

const stable = (value: unknown): unknown => {
  if (!isObject(value) || !isObject(value.payload)) return value;
  const { payload } = value;
  const { source, data_collections: collections } = payload;
  if (Array.isArray(collections)) {
    // A transaction's collections come in the order of a Java hash table.
    const sorted = collections.toSorted((a, b) => collectionOf(a).localeCompare(collectionOf(b)));
    return { ...value, payload: { ...payload, data_collections: sorted } };
  }
  if (!isObject(source)) return value;
  const isSnapshot = source.snapshot !== 'false';
  return {
    ...value,
    payload: { ...without(payload, VOLATILE), source: without(source, isSnapshot ? VOLATILE_IN_SNAPSHOT : []) },
  };
};

/** One order for all: that in which they are in the partitions. */
const inOrder = (events: readonly ReadEvent[]): readonly ReadEvent[] =>
  events.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset);

/** Events by topic, with the prefix made the same for all. */
export const comparable = (
  events: readonly ReadEvent[],
  prefix: string,
): ReadonlyMap<string, readonly Comparable[]> => {
  const byTopic = new Map<string, Comparable[]>();
  const plain = (text: string): string =>
    text.replaceAll(prefix, 'PREFIX').replaceAll(prefix.replaceAll('-', '_'), 'PREFIX');
  for (const { topic, partition, key, value, headers } of inOrder(events)) {
    const name = plain(topic);
    const list = byTopic.get(name) ?? [];
    byTopic.set(name, list);
    const runId = headers['__debezium.context.runId'];
    const stableHeaders = { ...headers, ...(runId !== undefined && { '__debezium.context.runId': typeof runId }) };
    list.push({
      partition,
      headers: JSON.parse(plain(JSON.stringify(stableHeaders))),
      key: key === null ? null : exact(plain(key)),
      value: value === null ? null : stable(exact(plain(value))),
    });
  }
  return byTopic;
};

/** A place where two captures differ. */
export interface Difference {
  readonly path: string;
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** A schema's fields by their names; a payload's parts by theirs. */
const nameOf = (value: unknown, index: number): string =>
  isObject(value) && typeof value.field === 'string' ? value.field : String(index);

const compare = (path: string, theirs: unknown, ours: unknown): readonly Difference[] => {
  if (Array.isArray(theirs) && Array.isArray(ours) && theirs.length === ours.length)
    return theirs.flatMap((value, index) => compare(`${path}/${nameOf(value, index)}`, value, ours[index]));
  if (isObject(theirs) && isObject(ours)) {
    const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
    return names.flatMap((name) => compare(`${path}/${name}`, theirs[name], ours[name]));
  }
  return Object.is(theirs, ours) ? [] : [{ path, theirs, ours }];
};

/** Every place where two captures differ. */
export const differencesOf = (
  theirs: ReadonlyMap<string, readonly Comparable[]>,
  ours: ReadonlyMap<string, readonly Comparable[]>,
): readonly Difference[] =>
  [...theirs].flatMap(([topic, events]) => {
    const others = ours.get(topic) ?? [];
    const count = compare(`${topic}#count`, events.length, others.length);
    return [...count, ...events.flatMap((event, index) => compare(`${topic}#${index}`, event, others[index]))];
  });
