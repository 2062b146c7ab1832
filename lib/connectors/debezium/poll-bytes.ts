/**
 * How much of a log one poll takes, in bytes: changes of any size leave a run's memory bounded, as far as one change does.
 * Compare `max.queue.size.in.bytes`.
 */
export const MAX_POLL_BYTES = 4 * 1024 * 1024;
