import { asError, RetriableError } from '../../connect/errors.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';

/** Uploads under way at a time. */
const CONCURRENCY = 16;

/** Assembles and stores objects, several at a time; after a failure no more are begun. @throws the gravest failure. */
export const storeObjects = async (
  store: ObjectStore,
  objects: ReadonlyArray<() => Promise<StoredObject>>,
): Promise<void> => {
  const queue = objects.values();
  const failures: Error[] = [];
  const storeNext = async (): Promise<void> => {
    for (const assemble of queue) {
      if (failures.length > 0) return;
      try {
        await store.write(await assemble());
      } catch (error) {
        failures.push(asError(error));
      }
    }
  };
  await Promise.allSettled(Array.from({ length: CONCURRENCY }, storeNext));
  const failure = failures.find((error) => !(error instanceof RetriableError)) ?? failures[0];
  if (failure !== undefined) throw failure;
};
