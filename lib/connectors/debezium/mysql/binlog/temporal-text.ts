import type { ByteReader } from './byte-reader.ts';

/** Times as the server prints them, with all digits that the column has. */
type TextReader = (reader: ByteReader) => string;

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const four = (value: number): string => String(value).padStart(4, '0');

const dateText = (year: number, month: number, day: number): string => `${four(year)}-${two(month)}-${two(day)}`;
const timeText = (hour: number, minute: number, second: number): string => `${two(hour)}:${two(minute)}:${two(second)}`;

const fractionBytes = (digits: number): number => Math.ceil(digits / 2);

/** A fraction is kept in two digits a byte. */
const fractionText = (value: number, digits: number): string =>
  digits === 0
    ? ''
    : `.${String(value)
        .padStart(2 * fractionBytes(digits), '0')
        .slice(0, digits)}`;

export const readDate: TextReader = (reader) => {
  const packed = reader.uint24();
  return dateText(packed >> 9, (packed >> 5) & 15, packed & 31);
};

/** `TIME(digits)`: sign, hours, minutes and seconds, shifted so that it is positive. */
export const time2Reader =
  (digits: number): TextReader =>
  (reader) => {
    const bytes = fractionBytes(digits);
    const unit = 256 ** bytes;
    const shifted = reader.uintBE(3 + bytes) - 0x80_00_00 * unit;
    const absolute = Math.abs(shifted);
    const whole = Math.floor(absolute / unit);
    const text = timeText((whole >> 12) & 0x3ff, (whole >> 6) & 63, whole & 63);
    return `${shifted < 0 ? '-' : ''}${text}${fractionText(absolute % unit, digits)}`;
  };

/** `DATETIME(digits)`: year times 13 plus month, day, hours, minutes, seconds. */
export const datetime2Reader =
  (digits: number): TextReader =>
  (reader) => {
    const packed = reader.uintBE(5) - 0x80_00_00_00_00;
    const date = Math.floor(packed / 2 ** 17);
    const time = packed % 2 ** 17;
    const months = date >> 5;
    const text = `${dateText(Math.floor(months / 13), months % 13, date & 31)} ${timeText(time >> 12, (time >> 6) & 63, time & 63)}`;
    const bytes = fractionBytes(digits);
    return digits === 0 ? text : text + fractionText(reader.uintBE(bytes), digits);
  };

const ZERO_TIMESTAMP = '0000-00-00 00:00:00';

const utcText = (seconds: number): string =>
  seconds === 0 ? ZERO_TIMESTAMP : new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');

/** `TIMESTAMP(digits)`, in UTC; no seconds at all stand for the zero timestamp. */
export const timestamp2Reader =
  (digits: number): TextReader =>
  (reader) => {
    const text = utcText(reader.uintBE(4));
    const bytes = fractionBytes(digits);
    return digits === 0 ? text : text + fractionText(reader.uintBE(bytes), digits);
  };

/** The formats before MySQL 5.6, which know whole seconds only. */
export const readOldTimestamp: TextReader = (reader) => utcText(reader.uint32());

export const readOldTime: TextReader = (reader) => {
  const packed = reader.uint24();
  const signed = packed >= 0x80_00_00 ? packed - 0x1_00_00_00 : packed;
  const absolute = Math.abs(signed);
  const text = timeText(Math.floor(absolute / 10_000), Math.floor(absolute / 100) % 100, absolute % 100);
  return signed < 0 ? `-${text}` : text;
};

export const readOldDatetime: TextReader = (reader) => {
  const digits = String(reader.uint64()).padStart(14, '0');
  const [year, month, day, hour, minute, second] = [
    digits.slice(0, -10),
    ...[-10, -8, -6, -4].map((from) => digits.slice(from, from + 2)),
    digits.slice(-2),
  ];
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
};
