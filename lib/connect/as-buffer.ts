/** The same bytes as a Buffer, not a copy; Kafka's and Node's own are Buffers already, which costs nothing then. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
