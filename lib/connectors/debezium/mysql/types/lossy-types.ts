import type { LossyType } from '../../lossy-types.ts';
import type { RawValue } from '../raw-value.ts';
import type { ColumnModel } from '../table-model.ts';
import { type TypeModes, textOf } from './value-type.ts';

type Fact = LossyType<{ readonly column: ColumnModel; readonly isUnsigned: boolean }, TypeModes, RawValue>;

/** Every double keeps so many decimal digits. */
const DOUBLE_DIGITS = 15;
/** Of DECIMAL without a size. */
const DECIMAL_DIGITS = 10;
/** Of a second's fraction, in Connect's own types. */
const CONNECT_DIGITS = 3;

const DAYS = ['DATE', 'DATETIME', 'TIMESTAMP'];

/** What types of MySQL and MariaDB lose, by the type's base name; what is not here comes whole. */
export const LOSSY_TYPES: readonly Fact[] = [
  {
    types: ['BIGINT'],
    under: (modes, { isUnsigned }) => isUnsigned && modes['bigint.unsigned.handling.mode'] === 'long',
    loses: 'values above 9223372036854775807 become negative',
    keptBy: 'bigint.unsigned.handling.mode=precise',
  },
  {
    types: ['DECIMAL'],
    under: (modes, { column: { length } }) =>
      modes['decimal.handling.mode'] === 'double' && (length ?? DECIMAL_DIGITS) > DOUBLE_DIGITS,
    loses: `a double rounds what has more than ${DOUBLE_DIGITS} digits`,
    keptBy: 'decimal.handling.mode=precise or string',
  },
  {
    types: ['TIME', 'DATETIME'],
    under: (modes, { column: { length } }) =>
      modes['time.precision.mode'] === 'connect' && (length ?? 0) > CONNECT_DIGITS,
    loses: 'microseconds are cut off',
    keptBy: 'time.precision.mode=adaptive_time_microseconds',
  },
  {
    types: DAYS,
    under: () => true,
    loses: 'days that are in no calendar, such as 0000-00-00, become null, or 1970-01-01 where null is not allowed',
    keptBy: null,
    isLost: (_raw, value) => value === null,
  },
  {
    types: DAYS,
    under: (modes) => modes['enable.time.adjuster'],
    loses: 'years below 100 become those from 1970 to 2069',
    keptBy: 'enable.time.adjuster=false',
    isLost: (raw, value) => value !== null && textOf(raw).startsWith('00'),
  },
];
