/** Which transactions a snapshot sees; PostgreSQL's `pg_snapshot`, read from its text `xmin:xmax:xip,…`. */
export interface TransactionSnapshot {
  readonly text: string;
  /** Everything before it has ended. */
  readonly xmin: number;
  /** Transactions that were under way, with whole (64-bit) numbers. */
  readonly running: ReadonlySet<number>;
  /** Whether it shows what a transaction did; the log's numbers are the low 32 bits only. */
  sees(xid: number): boolean;
  /** A number of the log, made whole. */
  whole(xid: number): number;
}

const WRAP = 2 ** 32;

/** The number with these low bits that is nearest. */
const nearest = (low: number, to: number): number => {
  const same = to - (to % WRAP) + (low % WRAP);
  if (same - to > WRAP / 2) return same - WRAP;
  return to - same > WRAP / 2 ? same + WRAP : same;
};

export const parseSnapshot = (text: string): TransactionSnapshot => {
  const [xminText = '0', xmaxText = '0', list = ''] = text.split(':');
  const [xmin, xmax] = [Number(xminText), Number(xmaxText)];
  const running = new Set(list === '' ? [] : list.split(',').map(Number));
  const whole = (xid: number): number => nearest(xid, xmax);
  return {
    text,
    xmin,
    running,
    whole,
    sees: (xid) => {
      const full = whole(xid);
      return full < xmin || (full < xmax && !running.has(full));
    },
  };
};
