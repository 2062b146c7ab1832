import { Decimal } from '../../../connect/decimal.ts';
import { ConnectError } from '../../../connect/errors.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { type JsonPointer, jsonPointer } from './json-pointer.ts';
import type { Place } from './place.ts';

/** A record and the place behind it. */
interface PlacedRecord {
  readonly value: ConnectValue;
  readonly place: Place;
}

export interface Page {
  readonly records: readonly PlacedRecord[];
  /** Where the next request reads on. */
  readonly next: Place;
  /** Whether the API said that there is another page. */
  readonly hasMore: boolean;
}

/** Reads an answer to what was asked at a place. @throws ConnectError where it is not as the configuration says. */
export type Paging = (answer: ConnectValue, asked: Place) => Page;

export type OffsetMode = 'SIMPLE_INCREMENTING' | 'CHAINING' | 'CURSOR_PAGINATION';

export interface PagingOptions {
  readonly mode: OffsetMode;
  readonly dataPointer: string;
  readonly offsetPointer: string;
  readonly nextPagePointer: string;
}

/** A list's elements, anything else as one record; nothing where there is nothing. */
const recordsIn = (data: ConnectValue | undefined): readonly ConnectValue[] => {
  if (data === undefined || data === null) return [];
  return Array.isArray(data) ? data : [data];
};

const offsetText = (value: ConnectValue | undefined): string | null => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return String(value);
  return value instanceof Decimal ? value.toString() : null;
};

/** Behind a record of the page that was asked for. */
const within = (asked: Place, read: number): Place => ({ offset: asked.offset, index: read });

const placed = (records: readonly ConnectValue[], asked: Place, placeOf: (index: number) => Place) =>
  records.map((value, index) => ({ value, place: placeOf(index) })).slice(asked.index);

const incremented = (offset: string, by: number): string => {
  if (!/^-?\d+$/.test(offset))
    throw new ConnectError(`The offset ${offset} is not an integer: SIMPLE_INCREMENTING counts`);
  return String(BigInt(offset) + BigInt(by));
};

const incrementing =
  (recordsOf: JsonPointer): Paging =>
  (answer, asked) => {
    const records = recordsIn(recordsOf(answer));
    // An answer may be shorter than what was read of it before: that counts all the same.
    const next = { offset: incremented(asked.offset, Math.max(records.length, asked.index)), index: 0 };
    const behind = (index: number) => (index === records.length - 1 ? next : within(asked, index + 1));
    return { records: placed(records, asked, behind), next, hasMore: false };
  };

const chaining = (recordsOf: JsonPointer, pointer: string): Paging => {
  const offsetOf = jsonPointer(pointer);
  return (answer, asked) => {
    const records = recordsIn(recordsOf(answer));
    const offsets = records.map((record) => offsetText(offsetOf(record)));
    if (offsets.includes(null)) throw new ConnectError(`A record has no text or number at ${pointer} to go on from`);
    /** Records that share their value can only be told apart by their place in the page. */
    const behind = (index: number): Place => {
      const own = offsets[index] ?? asked.offset;
      return own === offsets[index + 1] ? within(asked, index + 1) : { offset: own, index: 0 };
    };
    const next = records.length > asked.index ? behind(records.length - 1) : asked;
    return { records: placed(records, asked, behind), next, hasMore: false };
  };
};

const byCursor = (recordsOf: JsonPointer, pointer: string): Paging => {
  const cursorOf = jsonPointer(pointer);
  return (answer, asked) => {
    const records = recordsIn(recordsOf(answer));
    const cursor = offsetText(cursorOf(answer)) ?? '';
    const hasMore = cursor !== '' && cursor !== asked.offset;
    // The last page is asked for again, for what is put at its end.
    const next = hasMore ? { offset: cursor, index: 0 } : within(asked, Math.max(asked.index, records.length));
    const behind = (index: number) => (index === records.length - 1 ? next : within(asked, index + 1));
    return { records: placed(records, asked, behind), next, hasMore };
  };
};

/** Follows the modes of Confluent's HTTP source. */
export const createPaging = ({ mode, dataPointer, offsetPointer, nextPagePointer }: PagingOptions): Paging => {
  const recordsOf = jsonPointer(dataPointer);
  if (mode === 'CHAINING') return chaining(recordsOf, offsetPointer);
  return mode === 'CURSOR_PAGINATION' ? byCursor(recordsOf, nextPagePointer) : incrementing(recordsOf);
};
