const QUARTER_HOUR = 900;
const MAX_CACHED = 10_000;

/** The calendar repeats after 400 years; beyond what a `Date` holds a moment of the same place in them stands in. */
const CYCLE = 146_097 * 86_400;
const MAX_SECONDS = 8_000_000_000_000;

const withinDate = (seconds: number): number =>
  Math.abs(seconds) <= MAX_SECONDS ? seconds : (seconds % CYCLE) + Math.sign(seconds) * 10 * CYCLE;

/** For what asks Intl, which costs microseconds; offsets change at quarter hours only, since zones are by standard time. */
export const cachedByQuarterHour = (compute: (seconds: number) => number): ((seconds: number) => number) => {
  const cache = new Map<number, number>();
  return (seconds) => {
    const quarter = Math.floor(seconds / QUARTER_HOUR);
    const known = cache.get(quarter);
    if (known !== undefined) return known;
    if (cache.size >= MAX_CACHED) cache.clear();
    const offset = compute(quarter * QUARTER_HOUR);
    cache.set(quarter, offset);
    return offset;
  };
};

/** `GMT+05:30`, `GMT-04:56:02`, `GMT` */
const parseLongOffset = (text: string): number => {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -total : total;
};

/**
 * Offsets of the zone of that IANA name from UTC in seconds, east positive, by seconds since the epoch.
 *
 * @throws RangeError when there is none of that name.
 */
export const zoneOffsets = (name: string): ((epochSeconds: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  return cachedByQuarterHour((seconds) => {
    const parts = format.formatToParts(withinDate(seconds) * 1000);
    return parseLongOffset(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '');
  });
};
