const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Cuts bytes into lines at \n, \r and \r\n, wherever chunks happen to end. */
export interface LineBuffer {
  /** Room for the next chunk; what is put there counts after {@link filled}. */
  space(): Uint8Array;
  filled(bytes: number): void;
  /** The next whole line without its end, or `null` while its end is not in the buffer. */
  nextLine(): string | null;
  /** Bytes taken by all lines so far, line ends included. */
  consumed(): number;
}

/** Remembers where a byte comes next, so that no part of the buffer is searched twice for it. */
const createFinder = (byte: number) => {
  let found = -1;
  return {
    from: (buffer: Buffer, start: number, end: number): number => {
      if (found < start) {
        const index = buffer.indexOf(byte, start);
        found = index === -1 || index > end ? end : index;
      }
      return found;
    },
    forget: () => {
      found = -1;
    },
  };
};

/** `chunkBytes` is the room offered at least; the buffer doubles while a single line does not fit. */
export const createLineBuffer = (chunkBytes: number): LineBuffer => {
  let buffer = Buffer.allocUnsafe(2 * chunkBytes);
  let start = 0;
  let end = 0;
  let consumed = 0;
  const feed = createFinder(LINE_FEED);
  const carriageReturn = createFinder(CARRIAGE_RETURN);
  const forgetFound = () => {
    feed.forget();
    carriageReturn.forget();
  };
  return {
    space: () => {
      if (buffer.length - end < chunkBytes) {
        const target = end - start > buffer.length - chunkBytes ? Buffer.allocUnsafe(2 * buffer.length) : buffer;
        buffer.copy(target, 0, start, end);
        buffer = target;
        end -= start;
        start = 0;
      }
      forgetFound();
      return buffer.subarray(end);
    },
    filled: (bytes) => {
      end += bytes;
      forgetFound();
    },
    nextLine: () => {
      const stop = Math.min(feed.from(buffer, start, end), carriageReturn.from(buffer, start, end));
      if (stop === end) return null;
      const isReturn = buffer[stop] === CARRIAGE_RETURN;
      // Whether a \n belongs to this \r is seen with the next byte only.
      if (isReturn && stop + 1 === end) return null;
      const next = isReturn && buffer[stop + 1] === LINE_FEED ? stop + 2 : stop + 1;
      const line = buffer.toString('utf8', start, stop);
      consumed += next - start;
      start = next;
      return line;
    },
    consumed: () => consumed,
  };
};
