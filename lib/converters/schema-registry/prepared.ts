import { asError, DataError } from '../../connect/errors.ts';
import { NotReadyError } from '../../connect/not-ready.ts';

export interface PreparedOptions<Key, Value> {
  /** Of one topic. */
  readonly maxEntries: number;
  /** For how long a value holds, in milliseconds; -1 for ever. */
  readonly ttlMs: number;
  /** @throws DataError for what is wrong with this key alone; anything else is thrown on. */
  prepare(topic: string, key: Key): Promise<Value>;
}

/** Values that take a while to come by, and are there at once from then on. */
export interface Prepared<Key, Value> {
  /** @throws NotReadyError before it is prepared, and the DataError that preparing it ended with. */
  get(topic: string, key: Key): Value;
}

interface Entry<Value> {
  readonly value: Value | undefined;
  readonly error: DataError | undefined;
  readonly expiresAt: number;
}

/** A schema that was refused may be welcome later: once a batch is often enough to ask again. */
const FAILURE_TTL_MS = 10_000;
/** What is prepared must last until the record that asked for it has been converted. */
const MIN_TTL_MS = 1000;

export const createPrepared = <Key, Value>(options: PreparedOptions<Key, Value>): Prepared<Key, Value> => {
  const topics = new Map<string, Map<Key, Entry<Value>>>();
  const forever = Number.POSITIVE_INFINITY;
  // Records come in runs of one topic and one key: the last ones are remembered by themselves.
  let lastTopic: string | undefined;
  let lastEntries = new Map<Key, Entry<Value>>();

  const entriesOf = (topic: string): Map<Key, Entry<Value>> => {
    if (topic === lastTopic) return lastEntries;
    lastEntries = topics.get(topic) ?? new Map();
    topics.set(topic, lastEntries);
    lastTopic = topic;
    return lastEntries;
  };

  const keep = (topic: string, key: Key, entry: Entry<Value>): void => {
    const entries = entriesOf(topic);
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > options.maxEntries && oldest !== undefined) entries.delete(oldest);
  };

  const prepare = async (topic: string, key: Key): Promise<void> => {
    try {
      const value = await options.prepare(topic, key);
      const expiresAt = options.ttlMs < 0 ? forever : Date.now() + Math.max(options.ttlMs, MIN_TTL_MS);
      keep(topic, key, { value, error: undefined, expiresAt });
    } catch (error) {
      if (!(error instanceof DataError)) throw asError(error);
      keep(topic, key, { value: undefined, error, expiresAt: Date.now() + FAILURE_TTL_MS });
    }
  };

  return {
    get: (topic, key) => {
      const entry = entriesOf(topic).get(key);
      if (entry === undefined || (entry.expiresAt !== forever && entry.expiresAt <= Date.now()))
        throw new NotReadyError(() => prepare(topic, key));
      if (entry.value === undefined) throw entry.error;
      return entry.value;
    },
  };
};
