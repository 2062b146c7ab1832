/** Items that come in chunks, taken in portions of any size. */
export interface Cursor<Item> {
  /** That many items, fewer only where they end, or in front of an error, which the next call throws. */
  take(count: number): Promise<readonly Item[]>;
  /** Whether all were taken; known as soon as the last one was. */
  isDone(): boolean;
  close(): Promise<void>;
}

export const createCursor = <Item>(chunks: AsyncGenerator<readonly Item[]>): Cursor<Item> => {
  let buffer: readonly Item[] = [];
  let start = 0;
  let hasEnded = false;
  let failure: { readonly error: unknown } | null = null;
  const fill = async (): Promise<void> => {
    const { done, value } = await chunks.next();
    if (done) hasEnded = true;
    else {
      buffer = start === buffer.length ? value : buffer.slice(start).concat(value);
      start = 0;
    }
  };
  return {
    take: async (count) => {
      // One item more than asked for, so that the last one is known to be the last.
      try {
        while (!hasEnded && failure === null && buffer.length - start <= count) await fill();
      } catch (error) {
        failure = { error };
      }
      if (failure !== null && start === buffer.length) throw failure.error;
      const taken = buffer.slice(start, start + count);
      start += taken.length;
      return taken;
    },
    isDone: () => hasEnded && start === buffer.length,
    close: async () => {
      await chunks.return(undefined);
    },
  };
};
