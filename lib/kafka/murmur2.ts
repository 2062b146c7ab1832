const M = 0x5bd1e995;

/** Kafka's hash of record keys, as a signed 32-bit number; follows `org.apache.kafka.common.utils.Utils.murmur2`. */
export const murmur2 = (data: Uint8Array): number => {
  const { length } = data;
  const view = new DataView(data.buffer, data.byteOffset, length);
  let hash = 0x9747b28c ^ length;
  let position = 0;
  for (; length - position >= 4; position += 4) {
    const k = Math.imul(view.getInt32(position, true), M);
    hash = Math.imul(hash, M) ^ Math.imul(k ^ (k >>> 24), M);
  }
  for (let rest = length - position - 1; rest >= 0; rest--) hash ^= view.getUint8(position + rest) << (8 * rest);
  if (position < length) hash = Math.imul(hash, M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
};
