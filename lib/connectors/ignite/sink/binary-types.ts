import { DataError } from '../../../connect/errors.ts';
import type { CacheOperations } from '../client/operations.ts';
import type { Entry } from './entries.ts';
import type { ValueEncoder } from './value-encoder.ts';

/** Makes the types of objects known to the cluster before the first of them comes. */
export interface BinaryTypes {
  /** @returns why the cluster refuses the type of an entry, such as for a field that had another type before. */
  register(entries: readonly Entry[]): Promise<(entry: Entry) => DataError | undefined>;
  forget(): void;
}

export const createBinaryTypes = (cache: CacheOperations): BinaryTypes => {
  let known = new Set<ValueEncoder>();

  const registerAll = async ({ types }: ValueEncoder): Promise<DataError | undefined> => {
    try {
      for (const type of types) await cache.putBinaryType(type);
      return undefined;
    } catch (error) {
      if (error instanceof DataError) return error;
      throw error;
    }
  };
  return {
    register: async (entries) => {
      const refusals = new Map<ValueEncoder, DataError>();
      for (const encoder of new Set(entries.flatMap(({ encoders }) => encoders))) {
        if (known.has(encoder)) continue;
        const refusal = await registerAll(encoder);
        if (refusal === undefined) known.add(encoder);
        else refusals.set(encoder, refusal);
      }
      if (refusals.size === 0) return () => undefined;
      return ({ encoders }) => encoders.map((encoder) => refusals.get(encoder)).find((one) => one !== undefined);
    },
    forget: () => {
      known = new Set();
    },
  };
};
