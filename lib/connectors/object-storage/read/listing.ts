interface ListingOptions<Found> {
  /** Looks at everything. */
  list(): AsyncGenerator<Found>;
  /** Pause between two looks. */
  readonly pauseMs: number;
  now(): number;
}

/** What is found by listing again and again. */
export interface Listing<Found> {
  /** The next one, or `null` when there is none right now. After an error the listing begins anew. */
  next(): Promise<Found | null>;
}

export const createListing = <Found>({ list, pauseMs, now }: ListingOptions<Found>): Listing<Found> => {
  let all: AsyncGenerator<Found> | null = null;
  let looksAgainAt = 0;
  return {
    next: async () => {
      if (all === null && now() < looksAgainAt) return null;
      all ??= list();
      try {
        const { done, value } = await all.next();
        if (!done) return value;
      } catch (error) {
        all = null;
        throw error;
      }
      all = null;
      looksAgainAt = now() + pauseMs;
      return null;
    },
  };
};
