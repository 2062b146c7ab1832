const HEADER_BYTES = 4;

/** Cuts what a socket receives into messages, each behind its length. */
export const createFrames = (onFrame: (frame: Buffer) => void): ((chunk: Buffer) => void) => {
  let chunks: Buffer[] = [];
  let bytes = 0;
  let wanted = HEADER_BYTES;
  return (chunk) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < wanted) return;
    let all = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    while (all.length >= HEADER_BYTES) {
      wanted = HEADER_BYTES + all.readInt32LE(0);
      if (all.length < wanted) break;
      onFrame(all.subarray(HEADER_BYTES, wanted));
      all = all.subarray(wanted);
      wanted = HEADER_BYTES;
    }
    chunks = all.length === 0 ? [] : [all];
    bytes = all.length;
  };
};
