import { asError, RetriableError } from '../../connect/errors.ts';
import { formatTrace } from '../../runtime/errors/trace.ts';

/** Something about the connector itself is wrong and stays wrong until somebody changes it: it is shown as FAILED. */
export class ConnectorFailure extends Error {
  override readonly name = 'ConnectorFailure';
  readonly trace: string;

  constructor(cause: Error) {
    super(cause.message, { cause });
    this.trace = formatTrace(cause);
  }
}

/** Does what may go wrong through the connector's own fault. @throws RetriableError as it comes; else ConnectorFailure. */
export const orFail = async <T>(work: () => T | Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof RetriableError ? error : new ConnectorFailure(asError(error));
  }
};
