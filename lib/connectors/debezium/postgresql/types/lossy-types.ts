import type { Loss, LossyType } from '../../lossy-types.ts';
import type { TypeSettings } from './value-type.ts';

type Fact = LossyType<number, TypeSettings, string>;

/** Every double keeps so many decimal digits. */
const DOUBLE_DIGITS = 15;
/** Of a second's fraction, in Connect's own types. */
const CONNECT_DIGITS = 3;

const always = (): boolean => true;
const isTimeMode =
  (...modes: ReadonlyArray<TypeSettings['time.precision.mode']>): Fact['under'] =>
  ({ 'time.precision.mode': mode }) =>
    modes.includes(mode);

const isFinerThanConnect: Fact['under'] = ({ 'time.precision.mode': mode }, modifier) =>
  mode === 'connect' && (modifier < 0 || modifier > CONNECT_DIGITS);

const isInfinite = (text: string): boolean => text.endsWith('infinity');

/** What PostgreSQL's types lose, by `pg_type.typname`, a column's modifier and the modes; what is not here comes whole. */
export const LOSSY_TYPES: readonly Fact[] = [
  {
    types: ['numeric'],
    under: ({ 'decimal.handling.mode': mode }, modifier) =>
      mode === 'double' && (modifier < 0 || (modifier - 4) >> 16 > DOUBLE_DIGITS),
    loses: `a double rounds what has more than ${DOUBLE_DIGITS} digits`,
    keptBy: 'decimal.handling.mode=precise or string',
  },
  {
    types: ['money'],
    under: ({ 'decimal.handling.mode': mode }) => mode === 'double',
    loses: `a double rounds what has more than ${DOUBLE_DIGITS} digits`,
    keptBy: 'decimal.handling.mode=precise or string',
  },
  {
    types: ['numeric'],
    under: ({ 'decimal.handling.mode': mode }) => mode === 'precise',
    loses: 'NaN and the infinities become null',
    keptBy: 'decimal.handling.mode=string',
    isLost: (_text, value) => value === null,
  },
  {
    types: ['interval'],
    under: ({ 'interval.handling.mode': mode }) => mode === 'numeric',
    loses: 'months and days become microseconds, a month a twelfth of 365.25 days',
    keptBy: 'interval.handling.mode=string',
  },
  {
    types: ['time', 'timestamp'],
    under: isFinerThanConnect,
    loses: 'microseconds are cut off',
    keptBy: 'time.precision.mode=adaptive',
  },
  {
    types: ['timestamp'],
    under: isTimeMode('nanoseconds'),
    loses: 'what is before 1677 or after 2262 becomes null',
    keptBy: 'time.precision.mode=microseconds',
    isLost: (text, value) => value === null && !isInfinite(text),
  },
  {
    types: ['date', 'timestamp'],
    under: isTimeMode('connect'),
    loses: 'what is after the year 275760 becomes null',
    keptBy: 'time.precision.mode=adaptive',
    isLost: (_text, value) => value === null,
  },
  {
    types: ['date', 'timestamp'],
    under: always,
    loses: 'infinity and -infinity become the last and the first moment that events can tell',
    keptBy: null,
    isLost: isInfinite,
  },
  {
    types: ['timetz'],
    under: always,
    loses: 'the offset from UTC is dropped, the time is told in UTC',
    keptBy: null,
    isLost: (text) => !/[+-]00$/.test(text),
  },
  {
    types: ['varbit'],
    under: always,
    loses: 'zeros at the beginning are dropped',
    keptBy: null,
    isLost: (text) => text.startsWith('0'),
  },
];

/** Every array, whatever its elements. */
export const LOSSY_ARRAY: Loss = {
  loses: 'elements of an array of several dimensions become null, and bounds other than 1 are dropped',
  keptBy: null,
};

export const UNKNOWN_TYPE: Loss = {
  loses: 'its type is not known, and events leave the column out',
  keptBy: 'include.unknown.datatypes=true',
};

/** Texts and bytes have `unavailable.value.placeholder` instead. */
export const UNCHANGED_VALUE: Loss = {
  loses: 'a long value that an update did not change is left out of the log, and becomes null',
  keptBy: 'the table’s replica identity to FULL (replica.identity.autoset.values)',
};
