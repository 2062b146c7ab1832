/** An id of X begins with the milliseconds since this moment. */
const EPOCH_MS = 1_288_834_974_657n;
const TIME_BITS = 22n;

/** When a post with that id was made, in milliseconds since 1970. */
export const madeAt = (id: string): number => Number((BigInt(id) >> TIME_BITS) + EPOCH_MS);

/** An id that posts made so many milliseconds before this one have, or `0`. */
export const idBefore = (id: string, ms: number): string => {
  const earlier = BigInt(id) - (BigInt(ms) << TIME_BITS);
  return String(earlier > 0n ? earlier : 0n);
};

/** The later of two ids. */
export const laterId = (one: string | null, other: string): string =>
  one === null || BigInt(other) > BigInt(one) ? other : one;
