import { cachedByQuarterHour, zoneOffsets } from '../../connect/zone-offsets.ts';

/** Offsets of a zone from UTC in seconds, east positive; follows `java.time.zone.ZoneRules`. */
export interface ZoneRules {
  offsetAt(epochSeconds: number): number;
  /**
   * Of a wall clock reading, given as seconds since 1970-01-01T00:00 on that clock. In a repeated hour the earlier reading
   * is meant, in a skipped one the clock as before.
   */
  offsetAtLocal(localSeconds: number): number;
}

const DAY = 86_400;

/** `+05:30`, `-04:56:02`; `null` for anything else, and for what Java's `ZoneOffset` does not hold. */
const parseOffset = (text: string): number | null => {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (sign === undefined || total > 18 * 3600 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return sign === '-' ? -total : total;
};

const namedRules = (name: string): ZoneRules => {
  const offsetAt = zoneOffsets(name);
  const offsetAtLocal = cachedByQuarterHour((local) => {
    const [before, after] = [offsetAt(local - DAY), offsetAt(local + DAY)];
    const isPast = offsetAt(local - before) !== before && offsetAt(local - after) === after;
    return isPast ? after : before;
  });
  return { offsetAt, offsetAtLocal };
};

/**
 * The rules of a zone by its IANA name or of an offset such as `+05:30`.
 *
 * @throws RangeError when there is none of that name.
 */
export const zoneRules = (name: string): ZoneRules => {
  const offset = parseOffset(name);
  if (offset !== null) return { offsetAt: () => offset, offsetAtLocal: () => offset };
  if (/^[+-]/.test(name)) throw new RangeError(`Not an offset of the form +/-hh:mm: ${name}`);
  return namedRules(name);
};
