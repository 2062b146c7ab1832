/** Waits for something that happens elsewhere. */
export interface Bell {
  ring(): void;
  /** Resolves when it rings, the time is over or the signal fires. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const createBell = (): Bell => {
  let ring: () => void = () => {};
  return {
    ring: () => ring(),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          ring = () => {};
          resolve();
        };
        const timer = setTimeout(done, ms);
        ring = done;
        signal.addEventListener('abort', done, { once: true });
      }),
  };
};
