import type { FileSource } from '../../../lib/connectors/object-storage/read/file-reader.ts';

/** A file in memory. */
export const bytesSource = (bytes: Uint8Array): FileSource => ({
  stream: async function* () {
    yield bytes;
  },
  size: async () => bytes.length,
  slice: async (start, end) => Uint8Array.from(bytes.subarray(start, end)).buffer,
});
