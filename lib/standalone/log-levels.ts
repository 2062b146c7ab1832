import type { LogLevel } from '../observability/log-format.ts';
import type { LoggerTree } from '../observability/logger-tree.ts';

/** Log4j's levels as ours: what is finer or coarser than there is becomes the finest or coarsest. */
const LEVELS: Readonly<Record<string, LogLevel>> = {
  OFF: 'ERROR',
  FATAL: 'ERROR',
  ERROR: 'ERROR',
  WARN: 'WARN',
  INFO: 'INFO',
  DEBUG: 'DEBUG',
  TRACE: 'DEBUG',
  ALL: 'DEBUG',
};

/** Sets the level of a logger and of those below it; what was asked for over REST. */
export const applyLogLevel =
  (loggers: LoggerTree) =>
  (name: string, level: string): void => {
    const next = LEVELS[level];
    if (next !== undefined) loggers.setLevel(name, next);
  };
