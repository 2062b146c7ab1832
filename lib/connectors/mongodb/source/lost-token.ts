import { asError, ConnectError } from '../../../connect/errors.ts';
import { codeOf } from '../failures.ts';

/** Invalidated tokens, streams that can't go on, history that is gone, events that are too large. */
const LOST = new Set([260, 280, 286, 10_334]);

/** Whether a stream can't be resumed where it was; follows `changeStreamNotValid`. */
export const isLost = (error: unknown): boolean => {
  const code = codeOf(error);
  if (code === undefined) return false;
  if (LOST.has(code)) return true;
  const message = asError(error).message.toLowerCase();
  return (
    /resume (token|point)/.test(message) &&
    /not found|does not exist|invalid resume token|no longer be in the oplog/.test(message)
  );
};

/** What a user can do about it; follows the original's advice. */
export const lostToken = (error: unknown): ConnectError => {
  const what =
    codeOf(error) === 10_334
      ? 'An event is larger than MongoDB’s 16 MB; with MongoDB 7 a last stage {"$changeStreamSplitLargeEvent": {}} in pipeline splits such events.'
      : 'The changes since then are no longer in MongoDB’s oplog, which may have to be larger; heartbeat.interval.ms keeps the token of a quiet source young.';
  return new ConnectError(
    `ResumeToken not found. Cannot create a change stream cursor: ${asError(error).message} (${codeOf(error)}). ${what} To begin anew: set offset.partition.name to another name, or mongo.errors.tolerance=all to go on with new changes, or delete the connector’s offsets while it is stopped. startup.mode=copy_existing then copies all documents again, so that none is missing.`,
    { cause: error },
  );
};
