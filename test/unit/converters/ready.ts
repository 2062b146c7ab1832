import { NotReadyError } from '../../../lib/connect/not-ready.ts';

/** What the conversion gives once the converter is ready; a converter that is never ready fails the test. */
export const whenReady = async <T>(convert: () => T): Promise<T> => {
  for (let waits = 0; waits < 5; waits++) {
    try {
      return convert();
    } catch (error) {
      if (!(error instanceof NotReadyError)) throw error;
      await error.prepare();
    }
  }
  return convert();
};
