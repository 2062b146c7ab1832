import type { Logger } from '../connect/logger.ts';
import { formatLine, LOG_LEVELS, type LogLevel } from './log-format.ts';

export interface TextLoggerOptions {
  /** Who is speaking, shown at the end of each line. */
  readonly name: string;
  readonly level: LogLevel;
  write(line: string): void;
}

/** A logger whose level can change while it is in use. */
export interface LevelledLogger extends Logger {
  setLevel(level: LogLevel): void;
}

/** Writes lines for people; what the standalone worker logs with. */
export const createTextLogger = ({ name, level, write }: TextLoggerOptions): LevelledLogger => {
  let lowest = LOG_LEVELS.indexOf(level);
  const at =
    (line: LogLevel) =>
    (message: string, facts?: Readonly<Record<string, unknown>>): void => {
      if (LOG_LEVELS.indexOf(line) >= lowest) write(formatLine(new Date(), line, name, message, facts));
    };
  return {
    debug: at('DEBUG'),
    info: at('INFO'),
    warn: at('WARN'),
    error: at('ERROR'),
    setLevel: (next) => {
      lowest = LOG_LEVELS.indexOf(next);
    },
  };
};
