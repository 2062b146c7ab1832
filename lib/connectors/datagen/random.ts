/** Draws of one record. */
export interface Random {
  /** A double from 0 to below 1. */
  next(): number;
  /** An integer between the bounds, both included. */
  between(min: number, max: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
}

/** SplitMix32's step: each state gives another well mixed number. */
const mix = (state: number): number => {
  let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
};

/**
 * The draws that belong to record number `iteration` of a task: no state to store, so that a task can resume anywhere and
 * make the same records.
 */
export const randomAt = (seed: number, task: number, iteration: number): Random => {
  let state = mix(mix(mix(seed >>> 0) ^ task) ^ iteration);
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state) / 2 ** 32;
  };
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return { next, between, pick: (values) => values[between(0, values.length - 1)] ?? values[0] };
};
