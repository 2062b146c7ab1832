import { ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset } from '../../../connect/offset.ts';

/** The begin of the last period that was read, in milliseconds since the epoch. @throws ConnectError where it is none. */
export const readUntil = ({ timestamp }: SourceOffset): number => {
  const ms = typeof timestamp === 'number' ? timestamp : Number.NaN;
  if (!Number.isSafeInteger(ms) || ms < 0)
    throw new ConnectError(
      'An offset must have "timestamp", the begin of the last period that was read, in milliseconds',
    );
  return ms;
};
