import type { Client } from 'cassandra-driver';
import { DataError, RetriableError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../../connect/sink-task.ts';
import { createFailures } from './failures.ts';
import { createPlans } from './plans.ts';
import type { Row } from './row.ts';
import type { SinkSettings } from './settings.ts';
import { writeRows } from './write-rows.ts';
import { spreadTimestamps } from './write-time.ts';

export interface SinkTaskOptions {
  readonly settings: SinkSettings;
  connect(): Promise<Client>;
  readonly context: Pick<SinkTaskContext, 'errantRecordReporter' | 'timeout' | 'log'>;
}

const place = ({ originalTopic, originalKafkaPartition, originalKafkaOffset }: SinkRecord): string =>
  `${originalTopic}-${originalKafkaPartition}@${originalKafkaOffset}`;

/** Writes rows as of their records; connects with the first batch. Follows DataStax's `CassandraSinkTask`. */
export const createCassandraSinkTask = ({ settings, connect, context }: SinkTaskOptions): SinkTask => {
  const { errantRecordReporter: reporter, log } = context;
  const plans = createPlans();
  const failures = createFailures(settings.maxRetries);
  let client: Client | null = null;

  const connected = async (): Promise<Client> => {
    client ??= await connect();
    return client;
  };

  /** A bad record is left out, reported, or fails the batch by name. */
  const refuse = async (record: SinkRecord, error: DataError, by: 'mapping' | 'driver'): Promise<void> => {
    const isIgnored = settings.ignoredErrors === 'all' || settings.ignoredErrors === by;
    if (isIgnored) return log.warn(`Record ${place(record)} is left out: ${error.message}`);
    if (reporter !== null) return reporter.report(record, error);
    throw new DataError(`Record ${place(record)} cannot be written: ${error.message}`, {
      cause: error,
      className: error.className,
    });
  };

  const rowsOf = async (cassandra: Client, records: readonly SinkRecord[]): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    for (const record of records) {
      const mappings = settings.mappingsOf(record.topic);
      try {
        if (mappings.length === 0)
          throw new DataError(`Nothing says which table records of topic ${record.topic} go to`);
        for (const mapping of mappings) {
          const row = plans.known(mapping, record) ?? (await plans.ask(cassandra, mapping, record));
          if (row !== null) rows.push(row);
        }
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        await refuse(record, error, 'mapping');
      }
    }
    return rows;
  };

  const put = async (records: readonly SinkRecord[]): Promise<void> => {
    const cassandra = await connected();
    const rows = await rowsOf(cassandra, records);
    spreadTimestamps(rows);
    const refused = await writeRows(cassandra, rows, settings);
    // A record of several tables is reported once.
    const byRecord = new Map(refused.map(({ row, error }) => [row.record, error]));
    for (const [record, error] of byRecord) await refuse(record, error, 'driver');
  };

  return {
    put: async (records) => {
      if (records.length === 0) return;
      try {
        await put(records);
        failures.succeeded();
      } catch (error) {
        const failure = failures.failure(error);
        plans.forget();
        if (failure instanceof RetriableError) context.timeout(settings.retryBackoffMs);
        throw failure;
      }
    },
    stop: async () => {
      await client?.shutdown();
      client = null;
    },
  };
};
