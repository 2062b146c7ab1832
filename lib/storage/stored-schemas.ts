import * as v from 'valibot';

/** What the databases hand back is checked against these before it becomes one of our types again. */
export const rawConfigSchema = v.record(v.string(), v.string());

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
