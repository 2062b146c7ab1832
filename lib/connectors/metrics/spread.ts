import type { RawConfig } from '../../connect/connector.ts';

/** Spreads the names of a list over at most so many tasks, as evenly as it goes and neighbours together. */
export const spreadList = (
  raw: RawConfig,
  key: string,
  names: readonly string[],
  maxTasks: number,
): readonly RawConfig[] => {
  const tasks = Math.max(1, Math.min(names.length, maxTasks));
  const begin = (task: number): number => Math.ceil((task * names.length) / tasks);
  return Array.from({ length: tasks }, (_, task) => ({
    ...raw,
    [key]: names.slice(begin(task), begin(task + 1)).join(','),
  }));
};
