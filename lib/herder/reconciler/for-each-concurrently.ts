/**
 * Does the work for every item, at most `limit` at a time. One that fails does not keep the others from being done.
 *
 * @returns what went wrong, in no particular order.
 */
export const forEachConcurrently = async <T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<readonly unknown[]> => {
  const queue = items[Symbol.iterator]();
  const errors: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next())
      await work(next.value).catch((error) => errors.push(error));
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return errors;
};
