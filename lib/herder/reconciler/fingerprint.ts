import { createHash } from 'node:crypto';
import type { RawConfig } from '../../connect/connector.ts';

const sorted = (config: RawConfig): RawConfig =>
  Object.fromEntries(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Hash of all that task configurations are made from, whatever the order of keys. */
export const fingerprint = (config: RawConfig, tasks: readonly RawConfig[], pluginVersion: string): string =>
  createHash('sha256')
    .update(JSON.stringify([sorted(config), tasks.map(sorted), pluginVersion]))
    .digest('hex');
