import { BadRequestError } from '../errors.ts';

/** Numeric parts first, as Maven compares them; what is not a number comes before any number. */
const compare = (a: string, b: string): number => {
  const [left, right] = [a.split('.'), b.split('.')];
  const length = Math.max(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = Number.parseInt(left[i] ?? '0', 10) - Number.parseInt(right[i] ?? '0', 10);
    if (Number.isNaN(difference)) return a < b ? -1 : Number(a !== b);
    if (difference !== 0) return difference;
  }
  return 0;
};

const isRange = (text: string): boolean => /^[[(].*[\])]$/.test(text);

const includes = (range: string, version: string): boolean => {
  const [low = '', high = low] = range.slice(1, -1).split(',');
  const aboveLow = low === '' || compare(version, low) > (range.startsWith('[') ? -1 : 0);
  const belowHigh = high === '' || compare(version, high) < (range.endsWith(']') ? 1 : 0);
  return aboveLow && belowHigh;
};

/**
 * Checks a wanted plugin version, a plain one or a Maven range such as `[4.0,5.0)` (KIP-891), against the one there is.
 *
 * @throws BadRequestError in Kafka Connect's words.
 */
export const requireVersion = (className: string, available: string, wanted: string): void => {
  if (wanted === 'latest') return;
  const range = isRange(wanted) ? wanted : wanted === '' ? '[,]' : `[${wanted},${wanted}]`;
  // Kafka Connect reads the empty version as the empty range, which nothing is in.
  if (wanted !== '' && includes(range, available)) return;
  throw new BadRequestError(
    `Plugin ${className} not found that matches the version range ${range}, available versions: [${available}]`,
  );
};
