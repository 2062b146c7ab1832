import type { Client, QueryOptions } from 'cassandra-driver';
import { types } from 'cassandra-driver';
import type { DataError } from '../../../connect/errors.ts';
import { failureOf, refusal } from './failures.ts';
import type { Row } from './row.ts';

export interface WriteOptions {
  readonly maxConcurrentRequests: number;
  readonly maxBatch: number;
}

export interface Refused {
  readonly row: Row;
  readonly error: DataError;
}

/** Cassandra refuses batches of more than 50 KiB by default; what a parameter takes is only estimated. */
const MAX_BATCH_BYTES = 40_000;

const sizeOf = (value: unknown): number => {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length + 4;
  if (typeof value !== 'object' || value === null) return 12;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + sizeOf(one), 4);
  if (value instanceof Map) return [...value].reduce<number>((sum, [key, one]) => sum + sizeOf(key) + sizeOf(one), 4);
  return 20;
};

const bytesOf = ({ params }: Row): number => {
  let bytes = 0;
  for (const param of params) bytes += sizeOf(param);
  return bytes;
};

interface Batch {
  readonly rows: Row[];
  bytes: number;
}

/** Rows of one partition together, as far as they fit: those are one write to its replicas. */
export const batchesOf = (rows: readonly Row[], maxBatch: number): ReadonlyArray<readonly Row[]> => {
  const batches: Batch[] = [];
  const open = new Map<string, Batch>();
  for (const row of rows) {
    const group = row.partition === null || maxBatch === 1 ? null : `${row.consistency} ${row.partition}`;
    const bytes = group === null ? 0 : bytesOf(row);
    const batch = group === null ? undefined : open.get(group);
    if (batch !== undefined && batch.rows.length < maxBatch && batch.bytes + bytes <= MAX_BATCH_BYTES) {
      batch.rows.push(row);
      batch.bytes += bytes;
      continue;
    }
    const started = { rows: [row], bytes };
    batches.push(started);
    if (group !== null) open.set(group, started);
  }
  return batches.map((batch) => batch.rows);
};

const options = ({ consistency, isIdempotent, timestamp, timestampAt }: Row): QueryOptions => ({
  prepare: true,
  consistency,
  isIdempotent,
  // A statement of the user's has no parameter for it.
  ...(timestampAt < 0 && timestamp !== null && { timestamp: types.Long.fromString(timestamp.toString()) }),
});

const send = async (client: Client, rows: readonly Row[]): Promise<void> => {
  const [first] = rows;
  if (first === undefined) return;
  if (rows.length === 1) await client.execute(first.query, first.params, options(first));
  else
    await client.batch(
      rows.map(({ query, params }) => ({ query, params })),
      { ...options(first), logged: false },
    );
};

/**
 * Writes rows side by side. A batch that is refused is sent row by row, so that only the bad ones are.
 *
 * @returns the rows that were refused. @throws what the driver does for anything else, once nothing is under way any more
 */
export const writeRows = async (
  client: Client,
  rows: readonly Row[],
  { maxConcurrentRequests, maxBatch }: WriteOptions,
): Promise<readonly Refused[]> => {
  const queue = [...batchesOf(rows, maxBatch)];
  const refused: Refused[] = [];
  let failure: { readonly error: unknown } | null = null;
  let next = 0;

  const attempt = async (batch: readonly Row[]): Promise<void> => {
    try {
      await send(client, batch);
    } catch (error) {
      const [row] = batch;
      if (failureOf(error) !== 'record') failure ??= { error };
      else if (batch.length === 1 && row !== undefined) refused.push({ row, error: refusal(error) });
      else queue.push(...batch.map((one) => [one]));
    }
  };
  const worker = async (): Promise<void> => {
    for (let batch = queue[next++]; batch !== undefined && failure === null; batch = queue[next++])
      await attempt(batch);
  };

  const fault = (): { readonly error: unknown } | null => failure;
  await Promise.all(Array.from({ length: Math.min(maxConcurrentRequests, queue.length) }, worker));
  const found = fault();
  if (found !== null) throw found.error;
  return refused;
};
