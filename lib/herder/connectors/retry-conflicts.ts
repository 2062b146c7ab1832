import { ConflictError } from '../../storage/config-backing-store.ts';
import { ConflictingOperationError } from '../errors.ts';

const ATTEMPTS = 5;

/**
 * Does a read-and-write again when somebody else wrote in between; each attempt reads anew.
 *
 * @throws ConflictingOperationError when others keep coming first.
 */
export const retryConflicts = async <T>(attempt: () => Promise<T>, left = ATTEMPTS): Promise<T> => {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    if (left > 1) return retryConflicts(attempt, left - 1);
    throw new ConflictingOperationError(
      'Cannot complete request because of a conflicting operation (the configuration keeps being changed by others)',
      { cause: error },
    );
  }
};
