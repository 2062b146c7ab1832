/** The pause before attempt number `attempt` (from 1 on): doubling from 100 ms to 30 s, up to half of it by chance. */
export const retryDelayMs = (attempt: number, random: () => number): number =>
  Math.min(100 * 2 ** (attempt - 1), 30_000) * (0.5 + 0.5 * random());
