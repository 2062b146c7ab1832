import { ConnectError, RetriableError } from '../../connect/errors.ts';
import { BadRequestError } from '../errors.ts';

/** Asks a connector about offsets. @throws BadRequestError with its words, for what it refuses is the client's mistake. */
export const unlessRefused = <T>(ask: () => T): T => {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof ConnectError) || error instanceof RetriableError) throw error;
    throw new BadRequestError(error.message, { cause: error });
  }
};
