import { ConnectError } from '../../connect/errors.ts';

/** The name that a user of Kafka Connect knows an error by. */
export const classNameOf = (error: Error): string =>
  error instanceof ConnectError ? error.className : error.name === 'Error' ? 'java.lang.Exception' : error.name;

const frames = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => `\n\t${line.trim()}`)
    .join('');

/**
 * An error as a status carries it, in the shape of Java's stack traces: class, message, frames, and the chain of causes
 * under `Caused by:`.
 */
export const formatTrace = (error: Error): string => {
  const own = `${classNameOf(error)}: ${error.message}${frames(error)}`;
  return error.cause instanceof Error ? `${own}\nCaused by: ${formatTrace(error.cause)}` : own;
};
