import { asError, ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../../connect/sink-task.ts';
import { RequestError } from '../try-request.ts';
import type { Reports } from './reports.ts';
import { createRequests, type RecordsRequest } from './request/requests.ts';
import type { SendRequest } from './request/send-request.ts';
import type { HttpSinkSettings } from './settings.ts';

export interface HttpSinkOptions {
  readonly settings: HttpSinkSettings;
  readonly send: SendRequest;
  readonly reports: Reports;
  readonly context: Pick<SinkTaskContext, 'errantRecordReporter' | 'timeout' | 'log'>;
  close(): Promise<void>;
}

const place = ({ originalTopic, originalKafkaPartition, originalKafkaOffset }: SinkRecord): string =>
  `${originalTopic}-${originalKafkaPartition}@${originalKafkaOffset}`;

const NULL_VALUE = 'Encountered a null value record';

/** Requests to an API, one after the other, so that it hears of records in their order. Follows `HttpSinkTask`. */
export const createHttpSinkTask = ({ settings, send, reports, context, close }: HttpSinkOptions): SinkTask => {
  const { errantRecordReporter: reporter, log } = context;
  const { onError, nullValues, retrying } = settings;

  const report = async (records: readonly SinkRecord[], error: Error): Promise<void> => {
    if (reporter !== null) await Promise.all(records.map((record) => reporter.report(record, error)));
  };

  /** Records that cannot be delivered go where the configuration has them go. What was sent before them stays sent. */
  const giveUp = async (records: readonly SinkRecord[], error: ConnectError): Promise<void> => {
    reports.failed(records, error, error instanceof RequestError ? error.response : null);
    if (reporter !== null) return report(records, error);
    if (onError === 'log') log.error(`Dropped ${records.map(place).join(', ')}`, { cause: error.message });
    if (onError !== 'fail') return;
    await reports.flush();
    throw new ConnectError(`${records.map(place).join(', ')}: ${error.message}`, { cause: error });
  };

  /** Aiven's `kafka.retry.backoff.ms`: what may pass has the whole batch come again. */
  const handBack = (error: RequestError, waitMs: number): RetriableError => {
    context.timeout(waitMs);
    return new RetriableError(error.message, { cause: error });
  };

  const deliver = async (request: RecordsRequest): Promise<void> => {
    try {
      reports.succeeded(request, await send(request));
    } catch (error) {
      if (!(error instanceof RequestError)) throw asError(error);
      if (retrying.handBackMs !== null) throw handBack(error, retrying.handBackMs);
      await giveUp(request.records, error);
    }
  };

  const requests = createRequests(settings);

  /** What the record asks for at once. @throws DataError */
  const requestOf = (record: SinkRecord): RecordsRequest | null => {
    if (record.value !== null) return requests.add(record);
    if (nullValues === 'fail') throw new DataError(NULL_VALUE);
    if (nullValues === 'log') log.info(`${NULL_VALUE}: ${place(record)}`);
    return nullValues === 'delete' ? requests.deletion(record) : null;
  };

  const deliverOpen = async (): Promise<void> => {
    for (const request of requests.take()) await deliver(request);
  };

  const take = (record: SinkRecord): RecordsRequest | DataError | null => {
    try {
      return requestOf(record);
    } catch (error) {
      if (error instanceof DataError) return error;
      throw error;
    }
  };

  return {
    put: async (records) => {
      requests.take();
      for (const record of records) {
        const request = take(record);
        if (request === null) continue;
        if (request instanceof DataError) await giveUp([record], request);
        else {
          // A deletion must not overtake what came before it.
          if (request.method === 'DELETE') await deliverOpen();
          await deliver(request);
        }
      }
      await deliverOpen();
      await reports.flush();
    },
    stop: close,
  };
};
