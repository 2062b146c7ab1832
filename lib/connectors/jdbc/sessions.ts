import type { Session } from './dialect.ts';

/** The one connection of a task, opened when it is first needed. */
export interface Sessions {
  get(signal?: AbortSignal): Promise<Session>;
  /** Closes it; the next {@link get} opens another. */
  discard(): Promise<void>;
}

export const createSessions = (open: (signal?: AbortSignal) => Promise<Session>): Sessions => {
  let current: Session | null = null;
  return {
    get: async (signal) => {
      current ??= await open(signal);
      return current;
    },
    discard: async () => {
      const session = current;
      current = null;
      await session?.close();
    },
  };
};
