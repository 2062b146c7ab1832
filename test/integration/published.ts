import { randomUUID } from 'node:crypto';
import { countEvents, readEvents } from '../worker/read-events.ts';
import { type WorkerProcess, waitFor } from '../worker/worker-process.ts';

/** A configuration as vendors print it, in JSON or as properties. */
export type Published = Readonly<Record<string, string | number | boolean>>;

/** Ends names that would meet those of other tests. */
export const ownSuffix = (): string => randomUUID().replaceAll('-', '').slice(0, 10);

/** A text with these words replaced, the longest first. */
export const renamed = (text: string, names: Readonly<Record<string, string>>): string => {
  const words = Object.keys(names).sort((a, b) => b.length - a.length);
  return words.length === 0 ? text : text.replace(new RegExp(words.join('|'), 'g'), (word) => names[word] ?? word);
};

/** The configuration as printed, but for hosts and credentials, of which only keys count that are there, and some names. */
export const pasted = (
  config: Published,
  place: Readonly<Record<string, string>>,
  names: Readonly<Record<string, string>> = {},
): Published =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      place[key] ?? (typeof value === 'string' ? renamed(value, names) : value),
    ]),
  );

/** What `curl` does with the printed JSON. @throws with the answer when the connector is not created. */
export const post = async ({ client }: WorkerProcess, name: string, config: Published): Promise<void> => {
  const { status, body } = await client.call('POST', '/connectors', { name, config });
  if (status !== 201) throw new Error(`${name} was not created: ${status} ${JSON.stringify(body)}`);
};

export const remove = async ({ client }: WorkerProcess, name: string): Promise<void> => {
  await client.call('DELETE', `/connectors/${name}`);
};

const parse = (text: string | null): unknown => {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'payload' in value ? value.payload : value;
  } catch {
    return text;
  }
};

/** An event as its operation and row, anything else as it is. */
const shown = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('op' in value) || !('after' in value))
    return JSON.stringify(value);
  return `${value.op} ${JSON.stringify(value.after ?? ('before' in value ? value.before : null))}`;
};

/** `topic: event`, in the order of topics, partitions and offsets. */
export const awaitLines = async (
  bootstrapServers: string,
  prefix: string,
  count: number,
): Promise<readonly string[]> => {
  await waitFor(`${count} records of ${prefix}`, async () => (await countEvents(bootstrapServers, prefix)) >= count);
  const events = await readEvents(bootstrapServers, prefix);
  return events
    .toSorted((a, b) =>
      a.topic === b.topic ? a.partition - b.partition || a.offset - b.offset : a.topic < b.topic ? -1 : 1,
    )
    .map(({ topic, value, headers }) => {
      const extra = Object.entries(headers).filter(([name]) => !name.startsWith('__debezium'));
      const text = extra.length === 0 ? '' : ` ${extra.map(([name, header]) => `${name}=${header}`).join(' ')}`;
      return `${topic}: ${shown(parse(value))}${text}`;
    });
};
