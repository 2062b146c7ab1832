const SLOT_MS = 15 * 60 * 1000;
const MAX_SLOTS = 10_000;

const fixedOffset = (zone: string): number | null => {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return sign === undefined ? null : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

const zoneFormat = (zone: string): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    throw new RangeError(`The datetime zone id '${zone}' is not recognised`, { cause: error });
  }
};

const offsetAt = (format: Intl.DateTimeFormat, utcMs: number): number => {
  const field = Object.fromEntries(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / 1000) * 1000;
};

/**
 * How far local time is ahead of UTC at a moment, in milliseconds. Remembered by quarter of an hour, since zones change
 * their offset at no other times and Intl is slow.
 *
 * @throws RangeError when the zone is unknown.
 */
export const timeZoneOffset = (zone: string): ((utcMs: number) => number) => {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return () => fixed;
  const format = zoneFormat(zone);
  const offsets = new Map<number, number>();
  return (utcMs) => {
    const slot = Math.floor(utcMs / SLOT_MS);
    const known = offsets.get(slot);
    if (known !== undefined) return known;
    if (offsets.size >= MAX_SLOTS) offsets.clear();
    const offset = offsetAt(format, slot * SLOT_MS);
    offsets.set(slot, offset);
    return offset;
  };
};
