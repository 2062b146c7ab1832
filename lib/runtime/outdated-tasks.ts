import type { ConfigBackingStore } from '../storage/config-backing-store.ts';

/**
 * Marks the task configurations of a generation as outdated, which ends the runs on them and has the reconciler make new
 * ones. Does nothing when there are newer ones.
 *
 * @throws ConflictError when somebody else changes them at the same time.
 */
export const markTasksOutdated = async (
  configs: ConfigBackingStore,
  connector: string,
  generation: number,
): Promise<void> => {
  const tasks = (await configs.connector(connector))?.tasks;
  if (tasks?.generation !== generation) return;
  await configs.putTaskConfigs(connector, { ...tasks, generation: generation + 1, fingerprint: '' }, generation);
};
