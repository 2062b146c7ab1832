import { createQueue, type Queue } from './queue.ts';

/**
 * What may wait to be read, before the socket is paused: in memory small events take some times their bytes; and how far that
 * goes down before it goes on.
 */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;
const RESUME_BYTES = 2 * 1024 * 1024;

export interface WaitingLogOptions<T> {
  bytesOf(item: T): number;
  /** Has the server send no more for now. */
  pause(): void;
  resume(): void;
}

/** What has come of a log and is not read yet: bounded by pausing the server. */
export const createWaitingLog = <T>({ bytesOf, pause, resume }: WaitingLogOptions<T>): Queue<T> => {
  const queue = createQueue<T>();
  let bytes = 0;
  let isPaused = false;
  return {
    push: (item) => {
      queue.push(item);
      bytes += bytesOf(item);
      if (isPaused || bytes <= MAX_WAITING_BYTES) return;
      isPaused = true;
      pause();
    },
    shift: () => {
      const item = queue.shift();
      if (item === undefined) return undefined;
      bytes -= bytesOf(item);
      if (isPaused && bytes < RESUME_BYTES) {
        isPaused = false;
        resume();
      }
      return item;
    },
    isEmpty: queue.isEmpty,
  };
};
