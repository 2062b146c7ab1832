import type { KnownDifference } from '../known-differences.ts';

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    at: /transaction#\d+\/value\/payload\/ts_ms$/,
    reason:
      'The end of a transaction has the time of the transaction here, since it is told as soon as the stream is behind it; Debezium tells it before the next change, with that one’s time.',
  },
  {
    at: /items#\d+\/headers\/__op$/,
    reason:
      'The original adds a header to the tombstone of a deletion twice: the two records share their headers there, and each adds its own.',
  },
];
