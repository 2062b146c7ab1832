import type { Hash } from './java-hash.ts';

/**
 * The hash that Infinispan, and Debezium after it, calls MurmurHash3 x64: an early draft of it, whose constants change from
 * block to block, with bytes of the last block that carry their sign. No library has it.
 */

const SEED = 9001n;
const BLOCK = 16;

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotated = (value: bigint, bits: bigint): bigint => u64(value << bits) | (value >> (64n - bits));

/** The state of a hash; one is enough, as nothing waits within one. */
const state = { h1: 0n, h2: 0n, c1: 0n, c2: 0n };

const begin = (): void => {
  state.h1 = 0x9368e53c2f6af274n ^ SEED;
  state.h2 = 0x586dcd208f7cd3fdn ^ SEED;
  state.c1 = 0x87c37b91114253d5n;
  state.c2 = 0x4cf5ad432745937fn;
};

const mix = (k1: bigint, k2: bigint): void => {
  const { c1, c2 } = state;
  state.h1 ^= u64(rotated(u64(k1 * c1), 23n) * c2);
  state.h1 = u64(state.h1 + state.h2);
  state.h2 = rotated(state.h2, 41n) ^ u64(rotated(u64(k2 * c2), 23n) * c1);
  state.h2 = u64(state.h2 + state.h1);
  state.h1 = u64(state.h1 * 3n + 0x52dce729n);
  state.h2 = u64(state.h2 * 3n + 0x38495ab5n);
  state.c1 = u64(c1 * 5n + 0x7b7d159cn);
  state.c2 = u64(c2 * 5n + 0x6bce6396n);
};

const finished = (value: bigint): bigint => {
  let k = u64((value ^ (value >> 33n)) * 0xff51afd7ed558ccdn);
  k = u64((k ^ (k >> 33n)) * 0xc4ceb9fe1a85ec53n);
  return k ^ (k >> 33n);
};

/** The upper half of the first word. */
const end = (length: number): Hash => {
  const h2 = state.h2 ^ BigInt(length);
  const h1 = u64(state.h1 + h2);
  const [first, second] = [finished(h1), finished(u64(h2 + h1))];
  return Number(BigInt.asIntN(32, u64(first + second) >> 32n));
};

/** Up to eight bytes of the last block, each with its sign. */
const signedTail = (bytes: DataView, from: number, to: number): bigint => {
  let word = 0n;
  for (let at = from; at < to; at++) word ^= u64(BigInt(bytes.getInt8(at)) << BigInt(8 * (at - from)));
  return word;
};

/** Follows `io.debezium.util.MurmurHash3.hash(byte[])`. */
export const murmurOfBytes = (bytes: Uint8Array): Hash => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = bytes.length - (bytes.length % BLOCK);
  begin();
  for (let at = 0; at < tail; at += BLOCK) mix(view.getBigUint64(at, true), view.getBigUint64(at + 8, true));
  if (tail < bytes.length) {
    const middle = Math.min(tail + 8, bytes.length);
    mix(signedTail(view, tail, middle), signedTail(view, middle, bytes.length));
  }
  return end(bytes.length);
};

const encoder = new TextEncoder();

/** Of a text as UTF-8, with a question mark for half a surrogate pair. */
export const murmurOfText = (text: string): Hash =>
  murmurOfBytes(encoder.encode(text.replace(/[\uD800-\uDFFF]/gu, '?')));

const four = new DataView(new ArrayBuffer(4));
const fourBytes = new Uint8Array(four.buffer);

/** Of an integer, its lowest byte first. */
export const murmurOfInt = (value: number): Hash => {
  four.setInt32(0, value, true);
  return murmurOfBytes(fourBytes);
};
