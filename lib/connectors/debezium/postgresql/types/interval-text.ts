/** An interval as PostgreSQL keeps it: months, days and a time do not convert into each other. */
interface Interval {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly micros: number;
}

const PATTERN =
  /(?:([+-]?\d+) years? ?)?(?:([+-]?\d+) mons? ?)?(?:([+-]?\d+) days? ?)?(?:([+-]?)(\d+):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?$/;

const integer = (text: string | undefined): number => (text === undefined ? 0 : Number(text));

/** Reads the style `postgres`: `1 year 2 mons -3 days +04:05:06.789`. */
const parseInterval = (text: string): Interval => {
  const [, years, months, days, sign, hours, minutes, seconds, fraction = ''] = PATTERN.exec(text) ?? [];
  const micros =
    (integer(hours) * 3600 + integer(minutes) * 60 + integer(seconds)) * 1_000_000 + Number(fraction.padEnd(6, '0'));
  return {
    years: integer(years),
    months: integer(months),
    days: integer(days),
    micros: sign === '-' ? -micros : micros,
  };
};

const MICROS_PER_DAY = 86_400_000_000;
/** A twelfth of 365.25 days. */
const MICROS_PER_MONTH = 30.4375 * MICROS_PER_DAY;

/** Follows `io.debezium.time.MicroDuration`. */
export const intervalMicros = (text: string): number | bigint => {
  const { years, months, days, micros } = parseInterval(text);
  const near = (years * 12 + months) * MICROS_PER_MONTH + days * MICROS_PER_DAY + micros;
  if (Number.isSafeInteger(near)) return near;
  return (
    BigInt(years * 12 + months) * BigInt(MICROS_PER_MONTH) + BigInt(days) * BigInt(MICROS_PER_DAY) + BigInt(micros)
  );
};

const secondsText = (micros: number): string => {
  const fraction = String(Math.abs(micros) % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const whole = Math.floor(Math.abs(micros) / 1_000_000);
  return `${micros < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
};

/** Follows `io.debezium.time.Interval`: `P1Y2M3DT4H5M6.789S`, zeros included. */
export const intervalIso = (text: string): string => {
  const { years, months, days, micros } = parseInterval(text);
  const hours = Math.trunc(micros / 3_600_000_000);
  const minutes = Math.trunc((micros % 3_600_000_000) / 60_000_000);
  return `P${years}Y${months}M${days}DT${hours}H${minutes}M${secondsText(micros % 60_000_000)}S`;
};
