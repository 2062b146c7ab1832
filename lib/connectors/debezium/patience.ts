/** How long failures of a kind have been going on. */
export interface Patience {
  /** Whether there has been enough of it. */
  isOver(maxMs: number): boolean;
  reset(): void;
}

/** @param maxTries how often it may happen in a row; -1 for ever. */
export const createPatience = (maxTries: number, now: () => number): Patience => {
  let tries = 0;
  let since: number | undefined;
  return {
    isOver: (maxMs) => {
      tries += 1;
      since ??= now();
      return (maxTries >= 0 && tries > maxTries) || now() - since > maxMs;
    },
    reset: () => {
      tries = 0;
      since = undefined;
    },
  };
};
