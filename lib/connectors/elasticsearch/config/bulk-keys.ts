import { defineConfig } from '../../../config/config-def.ts';
import { between } from '../../../config/validators.ts';

const DAY_MS = 86_400_000;
const MAX_INT = 2_147_483_647;
const WHOLE_BATCH = 'a batch is sent as soon as it is there, and done when its last request is';

/** How records are put into requests, and what becomes of requests that fail. */
export const bulkKeys = defineConfig({
  'batch.size': {
    type: 'INT',
    default: 2000,
    importance: 'MEDIUM',
    validator: between(1, 1_000_000),
    documentation: 'The most records of one bulk request.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Batch Size',
  },
  'bulk.size.bytes': {
    type: 'LONG',
    default: 5_242_880,
    importance: 'LOW',
    validator: between(-1, MAX_INT),
    documentation: 'The most bytes of one bulk request, unless a single record is larger; -1 for no limit.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Bulk Size (bytes)',
  },
  'max.in.flight.requests': {
    type: 'INT',
    default: 5,
    importance: 'MEDIUM',
    validator: between(1, 1000),
    documentation: 'The most requests at a time. Those about one document follow each other.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Max In-flight Requests',
  },
  'max.buffered.records': {
    type: 'INT',
    default: 20_000,
    importance: 'LOW',
    validator: between(1, MAX_INT),
    documentation: 'The most records in memory.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Max Buffered Records',
    ignored: 'event.source.batch.size bounds what a task is handed',
  },
  'linger.ms': {
    type: 'LONG',
    default: 1,
    importance: 'LOW',
    validator: between(0, 7 * DAY_MS),
    documentation: 'How long records wait for others, in milliseconds.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Linger (ms)',
    ignored: `${WHOLE_BATCH}; event.source.batching.window.ms has records gathered`,
  },
  'flush.timeout.ms': {
    type: 'LONG',
    default: 180_000,
    importance: 'LOW',
    validator: between(1000, 7 * DAY_MS),
    documentation: 'How long a flush may take, in milliseconds.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Flush Timeout (ms)',
    ignored: WHOLE_BATCH,
  },
  'flush.synchronously': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether a flush waits for requests under way.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Flush synchronously',
    ignored: `${WHOLE_BATCH}, so transformations may rename topics`,
  },
  'max.retries': {
    type: 'INT',
    default: 5,
    importance: 'LOW',
    validator: between(0, MAX_INT),
    documentation:
      'How often a request that found no node or a busy one, or the part of it that was turned away, is tried again before the task fails. Pauses double, from `retry.backoff.ms` to a minute.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Max Retries',
  },
  'retry.backoff.ms': {
    type: 'LONG',
    default: 100,
    importance: 'LOW',
    validator: between(0, DAY_MS),
    documentation:
      'The longest pause before the first of these tries, in milliseconds; it doubles each time, and chance takes a part of it.',
    group: 'Connector',
    width: 'SHORT',
    displayName: 'Retry Backoff (ms)',
  },
});
