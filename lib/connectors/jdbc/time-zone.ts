import { cachedByQuarterHour, zoneOffsets } from '../../connect/zone-offsets.ts';

/** Offsets of a time zone from UTC, in seconds, east positive. */
export interface TimeZone {
  readonly isUtc: boolean;
  offsetAt(epochSeconds: number): number;
  /**
   * Of a wall clock reading, given as seconds since 1970-01-01T00:00 on that clock. In a repeated hour the later reading
   * is meant, in a skipped one the clock as before: so `java.util.GregorianCalendar` has it.
   */
  offsetAtWall(wallSeconds: number): number;
}

const DAY = 86_400;

/** `+02:00`, `-0330`, `+05`. */
const parseOffset = (text: string): number | null => {
  const match = /^([+-])(\d\d?):?(\d\d)?(?::?(\d\d))?$/.exec(text);
  if (match === null) return null;
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -total : total;
};

const fixedZone = (offset: number): TimeZone => ({
  isUtc: offset === 0,
  offsetAt: () => offset,
  offsetAtWall: () => offset,
});

const namedZone = (name: string): TimeZone => {
  const offsetAt = zoneOffsets(name);
  const offsetAtWall = cachedByQuarterHour((wall) => {
    const [before, after] = [offsetAt(wall - DAY), offsetAt(wall + DAY)];
    return offsetAt(wall - after) === after ? after : before;
  });
  return { isUtc: false, offsetAt, offsetAtWall };
};

/**
 * A zone by its IANA name, by one of the short names that Intl knows, or as an offset such as `+02:00`.
 *
 * @throws RangeError when there is none of that name.
 */
export const timeZone = (name: string): TimeZone => {
  if (/^(Z|UTC|GMT|Etc\/UTC)$/.test(name)) return fixedZone(0);
  const offset = parseOffset(name.replace(/^(UTC|GMT)(?=[+-])/, ''));
  return offset === null ? namedZone(name) : fixedZone(offset);
};
