import { DataError } from '../../connect/errors.ts';

/** Runs the work; what is wrong with a schema is told in the converter's words, the registry's being the cause. */
export const explained = async <T>(message: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataError) throw new DataError(message, { cause: error });
    throw error;
  }
};
