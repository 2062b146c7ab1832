import type { Schema } from '../../../../connect/schema.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import type { Loss } from '../../lossy-types.ts';

/** How values of a type are shown and read; a value comes as the server's own text. */
export interface ValueType {
  readonly schema: Schema;
  readonly zero?: ConnectValue;
  read(text: string): ConnectValue;
}

export const TIME_MODES = [
  'adaptive',
  'adaptive_time_microseconds',
  'microseconds',
  'nanoseconds',
  'connect',
  'isostring',
] as const;

/** The settings that decide on types. */
export interface TypeSettings {
  readonly 'decimal.handling.mode': 'precise' | 'double' | 'string';
  readonly 'time.precision.mode': (typeof TIME_MODES)[number];
  readonly 'binary.handling.mode': 'bytes' | 'base64' | 'base64-url-safe' | 'hex';
  readonly 'interval.handling.mode': 'numeric' | 'string';
  readonly 'hstore.handling.mode': 'json' | 'map';
  readonly 'include.unknown.datatypes': boolean;
  readonly 'money.fraction.digits': number;
  /** Those with which the database keeps money; two when absent. */
  readonly moneyDigits?: number;
  /** A value is lost, wholly or in part. */
  onLost?(loss: Loss, text: string): void;
}
