import { asError } from '../connect/errors.ts';
import type { Logger } from '../connect/logger.ts';

/** What a run has opened, closed in reverse order whatever happens. */
export interface Resources {
  add(close: () => Promise<void>): void;
  /** Opens on first use. */
  lazy<T>(open: () => Promise<T>, close: (opened: T) => Promise<void>): () => Promise<T>;
  /** Never throws: a failure to close is logged. */
  close(): Promise<void>;
}

export const createResources = (log: Logger): Resources => {
  const closers: Array<() => Promise<void>> = [];
  const add = (close: () => Promise<void>): void => {
    closers.push(close);
  };
  return {
    add,
    lazy: (open, close) => {
      let opened: ReturnType<typeof open> | undefined;
      return () => {
        opened ??= open().then((resource) => {
          add(() => close(resource));
          return resource;
        });
        return opened;
      };
    },
    close: async () => {
      for (const close of closers.reverse()) {
        await close().catch((error) => log.warn('closing failed', { cause: asError(error).message }));
      }
    },
  };
};
