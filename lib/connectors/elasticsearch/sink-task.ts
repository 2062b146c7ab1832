import { ConnectError, DataError, RetriableError } from '../../connect/errors.ts';
import type { SinkRecord } from '../../connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../connect/sink-task.ts';
import { createLanes } from './bulk/lanes.ts';
import { createSendBulk, type Refuse } from './bulk/send-bulk.ts';
import { createOperations, type Operation } from './documents/operations.ts';
import { createResources } from './resources.ts';
import type { OnBadDocument, Resource, SearchSettings } from './settings.ts';
import type { Cluster } from './transport/cluster.ts';
import { createRetrying, type RetryOptions } from './transport/retries.ts';

export interface SearchSinkOptions {
  readonly settings: SearchSettings;
  readonly cluster: Cluster;
  readonly context: Pick<SinkTaskContext, 'errantRecordReporter' | 'timeout' | 'log'>;
  readonly clock: Pick<RetryOptions, 'random' | 'sleep'>;
}

const place = ({ originalTopic, originalKafkaPartition, originalKafkaOffset }: SinkRecord): string =>
  `${originalTopic}-${originalKafkaPartition}@${originalKafkaOffset}`;

/** A batch that may have been stored in part can come again, unless the server named its documents. */
const asThrown = (record: SinkRecord, error: DataError, bearsRepetition: boolean): ConnectError => {
  const message = `Record ${place(record)} cannot be written: ${error.message}`;
  const options = { cause: error, className: error.className };
  return bearsRepetition ? new DataError(message, options) : new ConnectError(message, options);
};

/** A sink of documents, a batch at a time. Follows `ElasticsearchSinkTask`. */
export const createSearchSinkTask = ({ settings, cluster, context, clock }: SearchSinkOptions): SinkTask => {
  const { errantRecordReporter: reporter, log } = context;
  const retrying = createRetrying({ ...settings, ...clock, log });
  const resources = createResources({ cluster, retrying, settings, log });
  const operationOf = createOperations(settings);
  let reports: Promise<void>[] = [];

  const report = (record: SinkRecord, error: DataError): boolean => {
    if (reporter === null) return false;
    const reported = reporter.report(record, error);
    // A rejection must not go unhandled when a later record throws before they are awaited.
    reported.catch(() => {});
    reports.push(reported);
    return true;
  };

  const refuseRecord = (record: SinkRecord, error: DataError): void => {
    if (report(record, error)) return;
    if (!settings.dropInvalid) throw asThrown(record, error, settings.idSourceOf(record.topic) !== 'server');
    log.error(`Can't convert record ${place(record)}, which is dropped.`, { cause: error.message });
  };

  const refuseAs =
    (behavior: OnBadDocument): Refuse =>
    ({ record, id }, error) => {
      if (report(record, error)) return;
      if (behavior === 'fail') throw asThrown(record, error, id !== null);
      if (behavior !== 'ignore') log.warn(`Record ${place(record)} is dropped.`, { cause: error.message });
    };

  /** Unless told otherwise, the document that there is stays, as it is as new or newer. */
  const refuseConflict: Refuse = settings.versionConflict === 'ignore' ? () => {} : refuseAs(settings.versionConflict);

  /** There is no setting for it: a document like this is reported, or fails the task. */
  const refuseLasting = refuseAs('fail');

  const send = createSendBulk({
    cluster,
    retrying,
    settings,
    refuseMalformed: refuseAs(settings.malformed),
    refuseConflict,
    refuseLasting,
  });

  const resourceOf = ({ topic }: SinkRecord): Resource => {
    const resource = settings.resourceOf(topic);
    if (resource !== null) return resource;
    throw new ConnectError(
      `Topic '${topic}' is not mapped to any resource. All topics must be mapped when using topic-to-resource mapping configuration.`,
    );
  };

  const convert = (record: SinkRecord, resource: Resource): Operation | null => {
    try {
      return operationOf(record, resource);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      refuseRecord(record, error);
      return null;
    }
  };

  /** Whether the record can be written, once its resource is there. */
  const prepare = async (record: SinkRecord, resource: Resource): Promise<boolean> => {
    try {
      await resources.prepare(record, resource);
      return true;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      refuseRecord(record, error);
      return false;
    }
  };

  const write = async (records: readonly SinkRecord[]): Promise<void> => {
    const lanes = createLanes(send, records.length, settings);
    try {
      for (const record of records) {
        const resource = resourceOf(record);
        if (!resources.isReady(record, resource) && !(await prepare(record, resource))) continue;
        const operation = convert(record, resource);
        if (operation === null) continue;
        const ahead = lanes.add(operation);
        if (ahead !== undefined) await ahead;
      }
    } finally {
      // No request outlives the batch: it would come in between when the batch comes again.
      await lanes.finish();
    }
    await Promise.all(reports);
  };

  return {
    put: async (records) => {
      reports = [];
      try {
        await write(records);
      } catch (error) {
        if (error instanceof RetriableError) {
          resources.forget();
          context.timeout(settings.backoffMs);
        }
        throw error;
      }
    },
    stop: () => cluster.close(),
  };
};
