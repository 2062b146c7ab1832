import type { Logger } from '../connect/logger.ts';
import { formatLine, LOG_LEVELS, type LogLevel } from './log-format.ts';

export interface LoggerTreeOptions {
  readonly level: LogLevel;
  write(line: string): void;
}

/** Loggers by name, whose levels can change while they are in use; follows Log4j, where `a.b` is below `a`. */
export interface LoggerTree {
  /** The logger of that name, which is shown at the end of each line. */
  logger(name: string): Logger;
  /** Sets the level of a logger and of those below it, those included that come later; `root` is above all. */
  setLevel(name: string, level: LogLevel): void;
}

const ROOT = 'root';

const isAtOrBelow = (name: string, above: string): boolean =>
  above === ROOT || name === above || name.startsWith(`${above}.`);

/** Writes lines for people; what the standalone worker logs with. */
export const createLoggerTree = ({ level, write }: LoggerTreeOptions): LoggerTree => {
  const levels = new Map<string, LogLevel>([[ROOT, level]]);
  /** Number of the least level that a logger writes, so that what is not written costs a comparison. */
  const lowest = new Map<string, number>();

  const levelOf = (name: string): number => {
    const [nearest] = [...levels]
      .filter(([above]) => isAtOrBelow(name, above))
      .sort(([a], [b]) => (a === ROOT ? 1 : b === ROOT ? -1 : b.length - a.length));
    return LOG_LEVELS.indexOf(nearest?.[1] ?? level);
  };

  const create = (name: string): Logger => {
    lowest.set(name, levelOf(name));
    const at = (line: LogLevel) => {
      const number = LOG_LEVELS.indexOf(line);
      return (message: string, facts?: Readonly<Record<string, unknown>>): void => {
        if (number >= (lowest.get(name) ?? 0)) write(formatLine(new Date(), line, name, message, facts));
      };
    };
    return { debug: at('DEBUG'), info: at('INFO'), warn: at('WARN'), error: at('ERROR') };
  };

  const loggers = new Map<string, Logger>();
  return {
    logger: (name) => {
      const known = loggers.get(name) ?? create(name);
      loggers.set(name, known);
      return known;
    },
    setLevel: (name, next) => {
      for (const below of [...levels.keys()]) if (below !== ROOT && isAtOrBelow(below, name)) levels.delete(below);
      levels.set(name, next);
      for (const one of loggers.keys()) lowest.set(one, levelOf(one));
    },
  };
};
