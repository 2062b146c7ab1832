import type { SinkTaskPlugin } from '../lib/config/define-task.ts';
import { DEFAULT_BATCH_SIZE } from '../lib/herder/reconciler/event-source-settings.ts';
import { encodeKafkaEvent } from '../lib/kafka/event.ts';
import type { ConsumerRecord } from '../lib/kafka/port.ts';
import { createConverters } from '../lib/runtime/plugins/record-plugins.ts';
import { createSinkFunction } from '../lib/runtime/sink/sink-function.ts';
import { createSinkHost } from '../lib/runtime/sink/sink-host.ts';
import { MAX_PAYLOAD_BYTES } from '../lib/standalone/event-source/settings.ts';
import { type BenchBroker, type BenchRow, CONVERTERS, chainText, createBenchRuntime, sizeText } from './environment.ts';
import { type Measurement, measure } from './measure.ts';
import { payload } from './payload.ts';

/** As many as an event of Lambda holds by default, within 6 MB with the values in base64. */
const eventRecords = (bytes: number): number =>
  Math.max(1, Math.min(DEFAULT_BATCH_SIZE, Math.floor(MAX_PAYLOAD_BYTES / ((bytes * 4) / 3 + 200))));

/** Events as the event source mapping makes them, handed to the function of a sink that only counts. */
export const benchSink = async (
  { kafka, bootstrapServers }: BenchBroker,
  { converter, bytes, records: total, transformations = {} }: BenchRow,
): Promise<Measurement> => {
  const connector = { topics: 'bench', ...CONVERTERS[converter], ...transformations };
  const runtime = await createBenchRuntime(kafka, bootstrapServers, connector);
  const { value } = createConverters(runtime.plugins, connector, runtime.worker);
  const count = eventRecords(bytes);
  const records = Array.from({ length: count }, (_, offset): ConsumerRecord => {
    const one = payload(converter, bytes, offset);
    return {
      topic: 'bench',
      partition: 0,
      offset,
      timestamp: 1_700_000_000_000,
      timestampType: 'CREATE_TIME',
      key: null,
      value: value.plugin.fromConnectData('bench', one.valueSchema, one.value),
      headers: [],
    };
  });
  const event = encodeKafkaEvent([{ topic: 'bench', partition: 0, records }], bootstrapServers);
  let counted = 0;
  const plugin: SinkTaskPlugin = {
    kind: 'sink',
    start: async () => ({
      put: async (batch) => {
        counted += batch.length;
      },
    }),
  };
  const host = createSinkHost({ ...runtime, configRefreshMs: 5000 });
  const handler = createSinkFunction({
    host,
    plugin,
    pluginVersion: '1',
    clock: runtime.clock,
    reportsBatchItemFailures: true,
  });
  const context = {
    invokedFunctionArn: 'arn:aws:lambda:local:000000000000:function:bench:bench',
    awsRequestId: 'bench',
    getRemainingTimeInMillis: () => 900_000,
  };
  const deliver = async (events: number): Promise<void> => {
    for (let index = 0; index < events; index += 1) await handler(event, context);
  };
  await deliver(5);
  const events = Math.ceil(total / count);
  const result = await measure(
    `sink ${converter} ${sizeText(bytes)}${chainText(transformations)}`,
    events * count,
    () => deliver(events),
  );
  await host.close();
  if (counted !== (events + 5) * count) throw new Error(`${counted} records arrived`);
  return result;
};
