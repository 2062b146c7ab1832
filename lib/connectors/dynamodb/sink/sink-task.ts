import { DataError, RetriableError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../../connect/sink-task.ts';
import { type Change, createChange } from './change.ts';
import { dynamodbFailure, isMissingTable } from './failures.ts';
import type { SinkSettings } from './settings.ts';
import type { Tables } from './tables.ts';
import type { Write } from './writer.ts';

const RETRY_BACKOFF_MS = 1000;

export interface SinkTaskOptions {
  readonly settings: SinkSettings;
  readonly tables: Tables;
  readonly write: Write;
  readonly context: Pick<SinkTaskContext, 'errantRecordReporter' | 'timeout'>;
  stop(): void;
}

const place = ({ originalTopic, originalKafkaPartition, originalKafkaOffset }: SinkRecord): string =>
  `${originalTopic}-${originalKafkaPartition}@${originalKafkaOffset}`;

/** Writes items by key: of a batch the last change of each, which is what is left of them all. */
export const createDynamodbSinkTask = ({ settings, tables, write, context, stop }: SinkTaskOptions): SinkTask => {
  const { errantRecordReporter: reporter } = context;
  const changeOf = createChange(settings);
  const tableNames = new Map<string, string>();

  const tableOf = (topic: string): string => {
    const known = tableNames.get(topic) ?? settings.tableOf(topic);
    tableNames.set(topic, known);
    return known;
  };

  const refuse = async (record: SinkRecord, error: DataError): Promise<void> => {
    if (reporter !== null) return reporter.report(record, error);
    throw new DataError(`Record ${place(record)} cannot be written: ${error.message}`, { cause: error });
  };

  /** By table and item. */
  const lastChanges = async (records: readonly SinkRecord[]): Promise<ReadonlyMap<string, Map<string, Change>>> => {
    const byTable = new Map<string, Map<string, Change>>();
    for (const record of records) {
      try {
        const change = changeOf(record);
        if (change === null) continue;
        const table = tableOf(record.topic);
        const changes = byTable.get(table) ?? new Map<string, Change>();
        const previous = changes.get(change.id) ?? null;
        byTable.set(table, changes.set(change.id, { ...change, previous }));
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        await refuse(record, error);
      }
    }
    return byTable;
  };

  /** Instead of a change that is refused, the one before it is made. */
  const writeAll = async (table: string, changes: readonly Change[]): Promise<void> => {
    for (let left = changes; left.length > 0; ) {
      const refused = await write(table, left);
      for (const { change, error } of refused) await refuse(change.record, error);
      left = refused.flatMap(({ change }) => change.previous ?? []);
    }
  };

  const put = async (records: readonly SinkRecord[]): Promise<void> => {
    for (const [table, changes] of await lastChanges(records)) {
      const all = [...changes.values()];
      const [first] = all;
      if (first === undefined) continue;
      await tables.ensure(table, first);
      await writeAll(table, all);
    }
  };

  return {
    put: async (records) => {
      try {
        await put(records);
      } catch (error) {
        // The table was dropped meanwhile: the next attempt makes it anew, where it may.
        if (isMissingTable(error)) tables.forget();
        const failure = isMissingTable(error)
          ? new RetriableError('A table is missing that was there before', { cause: error })
          : dynamodbFailure(error);
        if (failure instanceof RetriableError) context.timeout(RETRY_BACKOFF_MS);
        throw failure;
      }
    },
    stop: async () => stop(),
  };
};
