import * as v from 'valibot';
import type { RawConfig } from '../connect/connector.ts';

// What the databases hand back is checked against these before it becomes one of our types again.

const isRawConfig = (stored: unknown): stored is RawConfig =>
  typeof stored === 'object' &&
  stored !== null &&
  !Array.isArray(stored) &&
  Object.values(stored).every((value) => typeof value === 'string');

/** Not a record of the library's: that leaves keys out which are named as an object's own parts, such as `prototype`. */
export const rawConfigSchema = v.custom<RawConfig>(isRawConfig, 'a configuration is an object of texts');

export const targetStateSchema = v.picklist(['STARTED', 'PAUSED', 'STOPPED']);

export const taskConfigsSchema = v.object({
  generation: v.number(),
  fingerprint: v.string(),
  configs: v.array(rawConfigSchema),
  restarts: v.record(v.string(), v.number()),
});

export const statusSchema = v.object({
  state: v.picklist(['UNASSIGNED', 'RUNNING', 'PAUSED', 'FAILED', 'RESTARTING', 'STOPPED']),
  workerId: v.string(),
  generation: v.number(),
  trace: v.exactOptional(v.string()),
  version: v.exactOptional(v.string()),
});
