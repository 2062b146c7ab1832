import type { RawConfig } from '../../../connect/connector.ts';

/** Which of the configuration's entities a task reads; one of no name where there are none. */
export const entitiesOf = (names: readonly string[]): readonly string[] => (names.length === 0 ? [''] : names);

/** Spreads entities over tasks, as evenly as it goes and neighbours together. */
export const spread = (names: readonly string[], maxTasks: number, raw: RawConfig): readonly RawConfig[] => {
  const tasks = Math.max(1, Math.min(names.length, maxTasks));
  return Array.from({ length: tasks }, (_, task) => {
    const from = Math.ceil((task * names.length) / tasks);
    const own = names.slice(from, Math.ceil(((task + 1) * names.length) / tasks));
    return names.length === 0 ? raw : { ...raw, 'entity.names': own.join(',') };
  });
};
