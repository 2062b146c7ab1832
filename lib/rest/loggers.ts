import { NotFoundError } from '../herder/errors.ts';

export interface LoggerLevel {
  readonly level: string;
  /** Milliseconds since the epoch; `null` when it was never set here. */
  readonly lastModified: number | null;
}

/** The levels of loggers, changed while running; follows `org.apache.kafka.connect.runtime.Loggers` (KIP-495). */
export interface Loggers {
  all(): ReadonlyMap<string, LoggerLevel>;
  /** @throws NotFoundError for a logger that is not known. */
  level(logger: string): LoggerLevel;
  /**
   * Sets the level of a logger and of those below it (`a.b` is below `a`).
   *
   * @returns the loggers changed.
   * @throws NotFoundError for a level that does not exist; Kafka Connect answers so.
   */
  setLevel(namespace: string, level: string): readonly string[];
}

const LEVELS = new Set(['OFF', 'FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE', 'ALL']);
const ROOT = 'root';

/**
 * Keeps levels in memory: of this worker, or of this warm function, only.
 *
 * @param options.onChange sets the level of the actual logger.
 */
export const createLoggers = (options: {
  readonly names?: readonly string[];
  now(): number;
  onChange?(logger: string, level: string): void;
}): Loggers => {
  const initial: LoggerLevel = { level: 'INFO', lastModified: null };
  const levels = new Map([ROOT, ...(options.names ?? [])].map((name) => [name, initial]));
  const covers = (namespace: string, logger: string): boolean =>
    namespace === ROOT || logger === namespace || logger.startsWith(`${namespace}.`);
  return {
    all: () => new Map([...levels].sort(([a], [b]) => (a < b ? -1 : 1))),
    level: (logger) => {
      const found = levels.get(logger);
      if (found === undefined) throw new NotFoundError(`Logger ${logger} not found.`);
      return found;
    },
    setLevel: (namespace, text) => {
      const level = text.toUpperCase();
      if (!LEVELS.has(level)) throw new NotFoundError(`invalid log level '${text}'.`);
      const changed = [...new Set([...levels.keys(), namespace])].filter((logger) => covers(namespace, logger)).sort();
      const lastModified = options.now();
      for (const logger of changed) {
        levels.set(logger, { level, lastModified });
        options.onChange?.(logger, level);
      }
      return changed;
    },
  };
};
