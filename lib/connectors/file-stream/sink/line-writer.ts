/** Gathers lines as bytes and hands them on in pieces. */
export interface LineWriter {
  /** @returns a promise when a piece is full and has to be written first. */
  add(line: string): Promise<void> | undefined;
  /** Hands on what is gathered. */
  flush(): Promise<void>;
}

const LINE_FEED = 0x0a;
/** UTF-8 takes three bytes at most for what a string counts as one. */
const MAX_BYTES_PER_CHARACTER = 3;

/** The same `pieceBytes` are used again and again: one long text of all lines would be copied twice on its way out. */
export const createLineWriter = (pieceBytes: number, write: (piece: Uint8Array) => Promise<void>): LineWriter => {
  const piece = Buffer.allocUnsafeSlow(pieceBytes);
  let length = 0;

  const flush = async (): Promise<void> => {
    if (length === 0) return;
    const full = piece.subarray(0, length);
    length = 0;
    await write(full);
  };

  const put = (line: string): void => {
    length += piece.write(line, length);
    piece[length++] = LINE_FEED;
  };

  const addAfterFlush = async (line: string, most: number): Promise<void> => {
    await flush();
    if (most <= piece.length) put(line);
    else await write(Buffer.from(`${line}\n`));
  };

  return {
    add: (line) => {
      const most = line.length * MAX_BYTES_PER_CHARACTER + 1;
      if (length + most > piece.length) return addAfterFlush(line, most);
      put(line);
      return undefined;
    },
    flush,
  };
};
