import { Decimal } from '../../connect/decimal.ts';
import { decimalScale, decimalToBytes } from '../../connect/decimal-bytes.ts';
import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import { daysOf, millisOf, millisOfDay } from '../../connect/logical-values.ts';
import { decimalText } from '../../connect/number-text.ts';
import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { base64Text } from './write-primitive.ts';

/** How `decimal.format` has decimals written. */
export type DecimalFormat = 'BASE64' | 'NUMERIC';

const invalid = (type: string, expected: string, value: ConnectValue): DataError =>
  new DataError(`Invalid type for ${type}, expected ${expected} but was class ${javaClass(value)}`);

const decimalWriter = (schema: Schema, format: DecimalFormat) => {
  const text =
    format === 'NUMERIC' ? decimalText : (value: Decimal) => base64Text(decimalToBytes(value, decimalScale(schema)));
  return (value: ConnectValue): string => {
    if (!(value instanceof Decimal)) throw invalid('Decimal', 'BigDecimal', value);
    return text(value);
  };
};

const dateWriter = (type: string, number: (date: Date) => number) => {
  return (value: ConnectValue): string => {
    if (!(value instanceof Date)) throw invalid(type, 'Date', value);
    return String(number(value));
  };
};

const writeDate = dateWriter('Date', daysOf);
const writeTime = dateWriter('Time', millisOfDay);
const writeTimestamp = dateWriter('Timestamp', millisOf);

/** The writer of a logical type's values that are not null, if the schema names one. */
export const logicalWriter = (schema: Schema, format: DecimalFormat): ((value: ConnectValue) => string) | undefined => {
  switch (schema.name) {
    case DECIMAL_NAME:
      return decimalWriter(schema, format);
    case DATE_NAME:
      return writeDate;
    case TIME_NAME:
      return writeTime;
    case TIMESTAMP_NAME:
      return writeTimestamp;
    default:
      return undefined;
  }
};
