import { sinkConnectorConfig } from '../../config/common/sink-connector-config.ts';
import type { SinkConnectorPlugin } from '../../config/define-connector.ts';
import { configValue } from '../../config/parse-config.ts';
import type { RawConfig } from '../../connect/connector.ts';
import type { EventSourceSettings } from '../task-deployment.ts';

const MAX_BATCH_SIZE = 10_000;
/**
 * Measured: the records of a batch live as long as its invocation, and what lives longer than the young generation lasts is
 * moved by the collector. Ten times as many cost up to twice the CPU time and memory.
 */
export const DEFAULT_BATCH_SIZE = 1000;

const own = (
  raw: RawConfig,
  key: 'event.source.batch.size' | 'event.source.batching.window.ms',
): number | undefined => {
  const value = configValue(key, sinkConnectorConfig[key], raw);
  return typeof value === 'number' ? value : undefined;
};

/** What Kafka Connect calls the size of a batch, within what an event source mapping can. */
const maxPollRecords = (raw: RawConfig): number | undefined => {
  const value = Number.parseInt(raw['consumer.override.max.poll.records'] ?? '', 10);
  return Number.isNaN(value) ? undefined : Math.min(Math.max(value, 1), MAX_BATCH_SIZE);
};

/** How a sink's records are served: as the user says, else as the connector likes them, else up to a thousand, at once. */
export const eventSourceSettings = (plugin: SinkConnectorPlugin, raw: RawConfig): EventSourceSettings => {
  const liked = plugin.batching(raw);
  return {
    batchSize: own(raw, 'event.source.batch.size') ?? maxPollRecords(raw) ?? liked.batchSize ?? DEFAULT_BATCH_SIZE,
    batchingWindowMs: own(raw, 'event.source.batching.window.ms') ?? liked.batchingWindowMs ?? 0,
    startingPosition: raw['consumer.override.auto.offset.reset']?.trim() === 'latest' ? 'LATEST' : 'TRIM_HORIZON',
  };
};
