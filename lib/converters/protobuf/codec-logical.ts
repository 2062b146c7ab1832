import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import { Decimal } from '../../connect/decimal.ts';
import { decimalFromBytes, decimalToBytes } from '../../connect/decimal-bytes.ts';
import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import { daysOf, millisOf, millisOfDay, timeFromMillis, timestampFromMillis } from '../../connect/logical-values.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { DATE_TYPE, DECIMAL_TYPE, TIME_TYPE, TIMESTAMP_TYPE } from './names.ts';

/** The content of a message that stands for a value of a logical type. */
interface LogicalCodec {
  write(value: ConnectValue): Uint8Array;
  read(content: Uint8Array): ConnectValue;
}

/** Integers of a message by their fields' numbers; what is not there is 0. */
const integersIn = (content: Uint8Array): ReadonlyMap<number, bigint> => {
  const reader = new BinaryReader(content);
  const found = new Map<number, bigint>();
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (wireType === 0) found.set(number, BigInt(reader.int64()));
    else reader.skip(wireType);
  }
  return found;
};

/** A message of int32 and int64 fields, zeros left out. */
const integerMessage = (...values: readonly number[]): Uint8Array => {
  const writer = new BinaryWriter();
  values.forEach((value, index) => {
    if (value !== 0) writer.tag(index + 1, 0).int64(BigInt(value));
  });
  return writer.finish();
};

const dateOf = (name: string, value: ConnectValue): Date => {
  if (value instanceof Date) return value;
  throw new DataError(`Invalid type for ${name}, expected Date but was class ${javaClass(value)}`);
};

const floorDiv = (value: number, by: number): number => Math.floor(value / by);

const precisionOf = ({ unscaled }: Decimal): number => String(unscaled < 0n ? -unscaled : unscaled).length;

const decimal: LogicalCodec = {
  write: (value) => {
    if (!(value instanceof Decimal))
      throw new DataError(`Invalid type for Decimal, expected BigDecimal but was class ${javaClass(value)}`);
    const writer = new BinaryWriter();
    writer.tag(1, 2).bytes(decimalToBytes(value, value.scale));
    writer.tag(2, 0).uint32(precisionOf(value));
    if (value.scale !== 0) writer.tag(3, 0).int32(value.scale);
    return writer.finish();
  },
  read: (content) => {
    const reader = new BinaryReader(content);
    let bytes: Uint8Array = Uint8Array.of(0);
    let scale = 0;
    while (reader.pos < reader.len) {
      const [number, wireType] = reader.tag();
      if (number === 1) bytes = reader.bytes();
      else if (number === 3) scale = reader.int32();
      else reader.skip(wireType);
    }
    return decimalFromBytes(bytes.length === 0 ? Uint8Array.of(0) : bytes, scale);
  },
};

const calendarDate: LogicalCodec = {
  write: (value) => {
    const date = dateOf('Date', value);
    daysOf(date);
    return integerMessage(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  },
  read: (content) => {
    const fields = integersIn(content);
    const [year, month, day] = [1, 2, 3].map((number) => Number(fields.get(number) ?? 0n));
    const date = new Date(0);
    date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day ?? 0);
    return date;
  },
};

const timeOfDay: LogicalCodec = {
  write: (value) => {
    const millis = millisOfDay(dateOf('Time', value));
    const seconds = floorDiv(millis, 1000);
    return integerMessage(
      floorDiv(seconds, 3600),
      floorDiv(seconds, 60) % 60,
      seconds % 60,
      (millis % 1000) * 1_000_000,
    );
  },
  read: (content) => {
    const fields = integersIn(content);
    const [hours = 0, minutes = 0, seconds = 0, nanos = 0] = [1, 2, 3, 4].map((one) => Number(fields.get(one) ?? 0n));
    return timeFromMillis(((hours * 60 + minutes) * 60 + seconds) * 1000 + floorDiv(nanos, 1_000_000));
  },
};

const timestamp: LogicalCodec = {
  write: (value) => {
    const millis = millisOf(dateOf('Timestamp', value));
    const seconds = floorDiv(millis, 1000);
    return integerMessage(seconds, (millis - seconds * 1000) * 1_000_000);
  },
  read: (content) => {
    const fields = integersIn(content);
    return timestampFromMillis(Number(fields.get(1) ?? 0n) * 1000 + floorDiv(Number(fields.get(2) ?? 0n), 1_000_000));
  },
};

/** By the full names of the messages. */
export const LOGICAL_CODECS: ReadonlyMap<string, LogicalCodec> = new Map([
  [DECIMAL_TYPE, decimal],
  [DATE_TYPE, calendarDate],
  [TIME_TYPE, timeOfDay],
  [TIMESTAMP_TYPE, timestamp],
]);
