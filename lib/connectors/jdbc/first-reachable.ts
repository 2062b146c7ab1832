import type { DatabaseHost } from './jdbc-url.ts';

/** Connects to the first host that answers, in the URL's order; the last one's error when none does. */
export const firstReachable = async <T>(
  hosts: readonly DatabaseHost[],
  connect: (host: DatabaseHost) => Promise<T>,
): Promise<T> => {
  let failure: unknown;
  for (const host of hosts) {
    try {
      return await connect(host);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
};
