/** Lets a loop sleep until there is something to do. */
export interface WakeUp {
  notify(): void;
  /** Resolves at the next {@link notify}, or when `signal` fires. */
  wait(signal: AbortSignal): Promise<void>;
}

export const createWakeUp = (): WakeUp => {
  const waiting = new Set<() => void>();
  return {
    notify: () => {
      for (const wake of waiting) wake();
    },
    wait: (signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        if (signal.aborted) return resolve();
        waiting.add(wake);
        signal.addEventListener('abort', wake);
      }),
  };
};
