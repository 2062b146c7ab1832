import type { TaskConfigs } from './config-backing-store.ts';

/** The same task configurations with one more restart of that task. */
export const withRestart = (tasks: TaskConfigs, task: number): TaskConfigs => ({
  ...tasks,
  restarts: { ...tasks.restarts, [task]: (tasks.restarts[task] ?? 0) + 1 },
});
