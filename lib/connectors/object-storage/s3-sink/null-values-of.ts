import type { NullValues } from '../null-values.ts';
import { BACKUP } from './class-names.ts';
import type { S3SinkConfig } from './config.ts';

/** What becomes of tombstones: backups have them as they have other records. */
export const nullValuesOf = (config: S3SinkConfig): NullValues => ({
  behavior: config.mode === BACKUP ? 'write' : config['behavior.on.null.values'],
  report: config['report.null.values.to.dlq'],
});
