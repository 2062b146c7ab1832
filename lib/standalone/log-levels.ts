import type { LogLevel } from '../observability/log-format.ts';
import type { LevelledLogger } from '../observability/text-logger.ts';

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

/** The worker has one logger: it goes by the level of `root`. */
export const applyLogLevel =
  (log: LevelledLogger) =>
  (logger: string, level: string): void => {
    const next = LEVELS[level];
    if (logger === 'root' && next !== undefined) log.setLevel(next);
  };
