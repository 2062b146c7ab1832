import { DataError, RetriableError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../../connect/sink-task.ts';
import type { IgniteClient } from '../client/client.ts';
import type { CacheOperations } from '../client/operations.ts';
import { createBinaryTypes } from './binary-types.ts';
import { createEncoders, type Encoders } from './encoders.ts';
import { type EncodeOptions, type Entry, encodeBatch } from './entries.ts';
import { type Refusals, storeBatch } from './store-batch.ts';

export interface SinkTaskOptions {
  readonly client: IgniteClient;
  readonly cache: CacheOperations;
  readonly cacheName: string;
  readonly mayCreate: boolean;
  readonly encode: EncodeOptions;
  readonly maxEntries: number;
  readonly maxRequests: number;
  readonly context: Pick<SinkTaskContext, 'errantRecordReporter' | 'timeout'>;
}

/** How long to wait before a batch is put again. */
const RETRY_MS = 1000;

const place = ({ originalTopic, originalKafkaPartition, originalKafkaOffset }: SinkRecord): string =>
  `${originalTopic}-${originalKafkaPartition}@${originalKafkaOffset}`;

/** A sink whose batches are put by key, so that twice is as good as once. Follows Ignite's `IgniteSinkTask`. */
export const createIgniteSinkTask = (options: SinkTaskOptions): SinkTask => {
  const { client, cache, context, encode } = options;
  const binaryTypes = createBinaryTypes(cache);
  let encoders: Encoders | undefined;

  const open = async (): Promise<Encoders> => {
    if (options.mayCreate) await cache.create();
    return createEncoders(options.cacheName, await cache.describe());
  };
  const refuse = async (refusals: Refusals): Promise<void> => {
    for (const [record, error] of refusals) {
      if (context.errantRecordReporter === null)
        throw new DataError(`Record ${place(record)} cannot be stored: ${error.message}`, {
          cause: error,
          className: error.className,
        });
      await context.errantRecordReporter.report(record, error);
    }
  };
  const put = async (records: readonly SinkRecord[]): Promise<void> => {
    encoders ??= await open();
    const batch = encodeBatch(records, encoders, encode);
    await refuse(batch.refused);
    const refusalOf = await binaryTypes.register([...batch.puts, ...batch.removals]);
    const isKnown = (entry: Entry): boolean => refusalOf(entry) === undefined;
    await refuse(
      [...batch.puts, ...batch.removals].flatMap((entry) => {
        const error = refusalOf(entry);
        return error === undefined ? [] : [[entry.record, error] as const];
      }),
    );
    const known = { ...batch, puts: batch.puts.filter(isKnown), removals: batch.removals.filter(isKnown) };
    await refuse(await storeBatch(known, { ...options, mayOverwrite: encode.mayOverwrite }));
  };

  return {
    put: async (records) => {
      if (records.length === 0) return;
      try {
        await put(records);
      } catch (error) {
        if (error instanceof RetriableError) {
          context.timeout(RETRY_MS);
          // Whoever comes back may be another cluster, with another table.
          encoders = undefined;
          binaryTypes.forget();
        }
        throw error;
      }
    },
    stop: async () => client.close(),
  };
};
