import { type ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../../connect/sink-task.ts';
import type { Dialect, Session } from '../dialect.ts';
import type { Subprotocol } from '../jdbc-url.ts';
import type { Sessions } from '../sessions.ts';
import { createQuoting } from '../table-id.ts';
import { differencesOf } from './differences.ts';
import { createLayouts } from './layouts.ts';
import { createPrepareRows, type Refuse } from './prepare-rows.ts';
import { createRequiredTables } from './required-tables.ts';
import { createSinkFailures } from './sink-failures.ts';
import type { SinkSettings } from './sink-settings.ts';
import { createStoreRows } from './store-rows.ts';
import { createStoredOffsets } from './stored-offsets.ts';
import { createTableStructure } from './table-structure.ts';
import { createWriteRows } from './write-rows.ts';

export interface SinkTaskOptions {
  readonly settings: SinkSettings;
  readonly subprotocol: Subprotocol;
  readonly dialect: Dialect;
  readonly sessions: Sessions;
  readonly context: Pick<
    SinkTaskContext,
    'connector' | 'deliveryGuarantee' | 'errantRecordReporter' | 'timeout' | 'log'
  >;
}

const place = ({ originalTopic, originalKafkaPartition, originalKafkaOffset }: SinkRecord): string =>
  `${originalTopic}-${originalKafkaPartition}@${originalKafkaOffset}`;

/** A record that cannot be stored goes to the reporter, or fails the batch by name. */
const refuseWith =
  (reporter: SinkTaskContext['errantRecordReporter']): Refuse =>
  async (record, error) => {
    if (reporter !== null) return reporter.report(record, error);
    throw new DataError(`Record ${place(record)} cannot be written: ${error.message}`, {
      cause: error,
      className: error.className,
    });
  };

/** A sink whose batches are transactions. Follows `io.confluent.connect.jdbc.sink.JdbcSinkTask`. */
export const createJdbcSinkTask = ({
  settings,
  subprotocol,
  dialect,
  sessions,
  context,
}: SinkTaskOptions): SinkTask => {
  const { quote, placeholder } = dialect;
  const differences = differencesOf(subprotocol);
  const writer = { quoting: createQuoting(quote, settings.quoteMethod), differences, quote, placeholder };
  const layouts = createLayouts(
    createTableStructure({ dialect, writer, settings, log: context.log }),
    writer,
    settings,
  );
  const prepareRows = createPrepareRows(layouts, settings);
  const requireTables = createRequiredTables(layouts, settings);
  const { failure, disconnected, refusal, succeeded } = createSinkFailures(dialect, settings);
  const offsets =
    context.deliveryGuarantee === 'exactly_once'
      ? createStoredOffsets({ connector: context.connector, table: settings.offsetsTable, writer, dialect })
      : null;
  const storeRows = createStoreRows({
    dialect,
    begin: differences.begin,
    writeRows: createWriteRows(writer, settings),
    refusal,
    offsets,
  });
  const refuse = refuseWith(context.errantRecordReporter);

  const giveUp = async (error: ConnectError): Promise<ConnectError> => {
    if (error instanceof RetriableError) context.timeout(settings.retryBackoffMs);
    layouts.forget();
    offsets?.forget();
    await sessions.discard();
    return error;
  };

  const withSession = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    const session = await sessions.get().catch(async (error) => {
      throw await giveUp(disconnected(error));
    });
    try {
      const result = await work(session);
      succeeded();
      return result;
    } catch (error) {
      throw await giveUp(failure(error));
    }
  };

  return {
    put: async (records) => {
      if (records.length === 0) return;
      await withSession(async (session) => {
        await requireTables(session, records);
        const rows = await prepareRows(session, records, refuse);
        await storeRows(session, { records, rows }, refuse);
      });
    },
    ...(offsets !== null && {
      committedOffsets: (partitions) => withSession((session) => offsets.committed(session, partitions)),
    }),
    stop: sessions.discard,
  };
};
