/** One moment in the three units that events carry; nanoseconds do not fit a double. */
export interface EventTime {
  readonly ms: number;
  readonly us: number;
  readonly ns: bigint;
}

export const eventTimeOf = (us: number): EventTime => ({ ms: Math.floor(us / 1000), us, ns: BigInt(us) * 1000n });

/** When events were processed: read once a millisecond, however many there are. */
export const createEventClock = (nowMs: () => number): (() => EventTime) => {
  let last = eventTimeOf(0);
  return () => {
    const ms = nowMs();
    if (ms !== last.ms) last = eventTimeOf(ms * 1000);
    return last;
  };
};
