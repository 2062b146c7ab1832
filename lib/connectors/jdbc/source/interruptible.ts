const firesBefore = (work: Promise<unknown>, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const onAbort = () => resolve(true);
    const onEnd = () => {
      signal.removeEventListener('abort', onAbort);
      resolve(false);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(onEnd, onEnd);
  });

/**
 * Lets a poll be given up without losing what it fetches: when the signal fires the answer is `null`, and the next call
 * takes over the work that is still going on.
 */
export const interruptible = <T>(poll: (signal: AbortSignal) => Promise<T | null>) => {
  let work: Promise<T | null> | null = null;
  return async (signal: AbortSignal): Promise<T | null> => {
    if (signal.aborted) return null;
    const current = work ?? poll(signal);
    work = current;
    const settled = () => {
      work = null;
    };
    if (await firesBefore(current, signal)) {
      // Records are kept for the next call, and so is a failure.
      current.then((found) => found === null && settled()).catch(() => {});
      return null;
    }
    settled();
    return current;
  };
};
