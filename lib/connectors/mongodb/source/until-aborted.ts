/** The promise's value, or `null` as soon as the signal fires. */
export const untilAborted = async <T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> => {
  if (signal.aborted) return null;
  let onAbort = (): void => {};
  const aborted = new Promise<null>((resolve) => {
    onAbort = () => resolve(null);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};
