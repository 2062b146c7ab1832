/** Changes that the kill tests move; 50,000 is the size that counts, CI takes fewer to stay quick. */
export const CHANGES = Number(process.env.KILL_TEST_ROWS ?? 4_000);
export const IS_FULL_SIZE = CHANGES >= 50_000;
/** As many as count at that size. */
export const KILLS = Number(process.env.KILL_TEST_KILLS ?? (IS_FULL_SIZE ? 20 : 3));
/** What is written between two kills. */
export const SEGMENT = Math.ceil(CHANGES / (KILLS + 1));
