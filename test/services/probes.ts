/** Answers whether a service is ready; `log` is all that it has logged since it was started. */
export type Probe = (log: string) => Promise<boolean>;

export function logShows(text: string): Probe {
  return async (log) => log.includes(text);
}

/** Ready as soon as the address answers any HTTP status. */
export function httpAnswers(url: string): Probe {
  return () =>
    fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      () => true,
      () => false,
    );
}

/** Ready as soon as the work, a client's first query for instance, succeeds. */
export function succeeds(work: () => Promise<unknown>): Probe {
  return () =>
    work().then(
      () => true,
      () => false,
    );
}
