/** The last keys that are done; follows Aiven's `RingBuffer`, but lets go of the smallest key rather than of the oldest. */
export interface DoneKeys {
  add(key: string): void;
  has(key: string): boolean;
  /** The greatest key that was let go: what is done behind it is known, so that objects are listed from there on. */
  floor(): string | null;
}

/** As S3 lists keys. */
const compareBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

export const createDoneKeys = (size: number): DoneKeys => {
  const known = new Set<string>();
  const sorted: string[] = [];
  let floor: string | null = null;

  /** Nearly all keys come in their order. */
  const placeOf = (key: string): number => {
    let place = sorted.length;
    while (place > 0 && compareBytes(sorted[place - 1] ?? '', key) > 0) place--;
    return place;
  };

  const letGo = (): void => {
    const smallest = sorted.shift() ?? null;
    if (smallest === null) return;
    known.delete(smallest);
    floor = smallest;
  };

  return {
    add: (key) => {
      if (known.has(key)) return;
      known.add(key);
      sorted.splice(placeOf(key), 0, key);
      if (sorted.length > size) letGo();
    },
    has: (key) => known.has(key),
    floor: () => floor,
  };
};
