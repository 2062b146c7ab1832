import type { RawConfig } from '../../../connect/connector.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { ReportRecord, ReportTopic, SinkTaskContext } from '../../../connect/sink-task.ts';
import type { HttpResponse } from '../../../http/client.ts';
import type { RequestError } from '../try-request.ts';
import type { HttpSinkConfig } from './config.ts';
import type { RecordsRequest } from './request/requests.ts';

/** Tells the topics of results and errors what came of requests. */
export interface Reports {
  succeeded(request: RecordsRequest, response: HttpResponse): void;
  failed(records: readonly SinkRecord[], error: Error, response: RequestError['response']): void;
  /** Resolves when all is in Kafka. */
  flush(): Promise<void>;
}

type Kind = 'result' | 'error';

const inputHeaders = (record: SinkRecord): ReportRecord['headers'] => [
  ['input_record_offset', String(record.originalKafkaOffset)],
  ['input_record_timestamp', String(record.timestamp)],
  ['input_record_partition', String(record.originalKafkaPartition)],
  ['input_record_topic', record.originalTopic],
];

const responseHeaders = (response: HttpResponse | null): ReportRecord['headers'] =>
  response === null ? [] : [['http_response_code', String(response.status)]];

/** Reports are asked for by naming a topic, or Kafka. */
const isAskedFor = (raw: RawConfig, kind: Kind): boolean =>
  (raw['reporter.bootstrap.servers'] ?? '') !== '' || raw[`reporter.${kind}.topic.name`] !== undefined;

const topicOf = (config: HttpSinkConfig, context: Pick<SinkTaskContext, 'configs' | 'connector'>, kind: Kind) => {
  const topic = config[`reporter.${kind}.topic.name`].replaceAll('${connector}', context.connector);
  if (topic === '' || !isAskedFor(context.configs, kind)) return null;
  return {
    topic,
    partitions: config[`reporter.${kind}.topic.partitions`],
    replicationFactor: config[`reporter.${kind}.topic.replication.factor`],
  };
};

export const createReports = (
  config: HttpSinkConfig,
  context: Pick<SinkTaskContext, 'configs' | 'connector' | 'reportTo'>,
): Reports => {
  const topics = { result: topicOf(config, context, 'result'), error: topicOf(config, context, 'error') };
  const waiting: Record<Kind, ReportRecord[]> = { result: [], error: [] };

  const report = (kind: Kind, record: SinkRecord, text: string, more: ReportRecord['headers']): void => {
    if (topics[kind] === null) return;
    const value = config[`reporter.${kind}.topic.value.format`] === 'json' ? JSON.stringify(text) : text;
    waiting[kind].push({ value, headers: [...inputHeaders(record), ...more] });
  };

  const flush = async (topic: ReportTopic | null, kind: Kind): Promise<void> => {
    if (topic === null) return;
    await context.reportTo(topic, waiting[kind].splice(0));
  };

  return {
    succeeded: ({ records }, response) => {
      for (const record of records) report('result', record, response.body, responseHeaders(response));
    },
    failed: (records, error, response) => {
      const asResponse = config['report.errors.as'] === 'http_response' && response !== null;
      for (const record of records)
        report('error', record, asResponse ? response.body : error.message, [
          ...responseHeaders(response),
          ['error_message', error.message],
        ]);
    },
    flush: async () => {
      await Promise.all([flush(topics.result, 'result'), flush(topics.error, 'error')]);
    },
  };
};
