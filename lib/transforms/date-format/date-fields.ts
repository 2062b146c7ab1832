/** What was read of a date so far; what is missing is as in the first moment of 1970. */
export interface DateFields {
  isBeforeChrist?: boolean;
  year?: number;
  /** From 0. */
  month?: number;
  day?: number;
  dayOfYear?: number;
  hour?: number;
  /** From 0 to 11, to go with `isAfternoon`. */
  hourOfHalf?: number;
  isAfternoon?: boolean;
  minute?: number;
  second?: number;
  millisecond?: number;
  offsetMinutes?: number;
}

const hourOf = ({ hour, hourOfHalf = 0, isAfternoon = false }: DateFields): number =>
  hour ?? hourOfHalf + (isAfternoon ? 12 : 0);

/** The moment; numbers beyond their range carry over, as in Java's lenient calendar. */
export const toDate = (fields: DateFields): Date => {
  const { year = 1970, month, day, dayOfYear, minute = 0, second = 0, millisecond = 0, offsetMinutes = 0 } = fields;
  const date = new Date(0);
  const isByYear = dayOfYear !== undefined && month === undefined && day === undefined;
  // setUTCFullYear, since Date.UTC takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(
    fields.isBeforeChrist ? 1 - year : year,
    isByYear ? 0 : (month ?? 0),
    isByYear ? dayOfYear : (day ?? 1),
  );
  date.setUTCHours(hourOf(fields), minute - offsetMinutes, second, millisecond);
  return date;
};
