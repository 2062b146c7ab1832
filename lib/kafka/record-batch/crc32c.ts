/** Bytes taken at once: sixteen tables instead of one, so that their lookups do not wait for one another. */
const SLICE_BYTES = 16;
const TABLE = 256;

const makeTables = (): Int32Array => {
  const tables = new Int32Array(SLICE_BYTES * TABLE);
  for (let byte = 0; byte < TABLE; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0x82f63b78;
    tables[byte] = crc;
  }
  // Each table is the one before it with a zero byte behind.
  for (let at = TABLE; at < tables.length; at++) {
    const before = tables[at - TABLE] ?? 0;
    tables[at] = (tables[before & 0xff] ?? 0) ^ (before >>> 8);
  }
  return tables;
};

const tables = makeTables();

/** What four bytes add that are followed by `behind` more in their slice. */
const word = (bytes: number, behind: number): number => {
  const last = behind * TABLE;
  return (
    (tables[last + 3 * TABLE + (bytes & 0xff)] ?? 0) ^
    (tables[last + 2 * TABLE + ((bytes >>> 8) & 0xff)] ?? 0) ^
    (tables[last + TABLE + ((bytes >>> 16) & 0xff)] ?? 0) ^
    (tables[last + (bytes >>> 24)] ?? 0)
  );
};

/** The Castagnoli checksum of record batches, unsigned. By slices, as in Intel's "Novel Table Lookup-Based Algorithms". */
export const crc32c = (bytes: Uint8Array): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sliced = bytes.length - (bytes.length % SLICE_BYTES);
  let crc = -1;
  for (let at = 0; at < sliced; at += SLICE_BYTES)
    crc =
      word(crc ^ view.getInt32(at, true), 12) ^
      word(view.getInt32(at + 4, true), 8) ^
      word(view.getInt32(at + 8, true), 4) ^
      word(view.getInt32(at + 12, true), 0);
  for (let at = sliced; at < bytes.length; at++) crc = (tables[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
};
