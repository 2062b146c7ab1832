import type { Schema } from '../../../../connect/schema.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import type { Losses } from '../../lossy-types.ts';
import type { Flavor } from '../flavor.ts';
import type { RawValue } from '../raw-value.ts';

/** How values of a type are shown and read, be they from the log or from a query. */
export interface ValueType {
  readonly schema: Schema;
  /** What stands for a value that cannot be shown where null is not allowed; the schema's zero when absent. */
  readonly zero?: ConnectValue;
  /** `null` where there is no such value, such as for the date 0000-00-00. */
  read(raw: RawValue): ConnectValue;
}

/** The settings that decide on types. */
export interface TypeModes {
  readonly 'decimal.handling.mode': 'precise' | 'double' | 'string';
  readonly 'bigint.unsigned.handling.mode': 'long' | 'precise';
  readonly 'time.precision.mode':
    | 'adaptive_time_microseconds'
    | 'connect'
    | 'isostring'
    | 'microseconds'
    | 'nanoseconds';
  readonly 'binary.handling.mode': 'bytes' | 'base64' | 'base64-url-safe' | 'hex';
  readonly 'enable.time.adjuster': boolean;
  readonly 'include.schema.comments': boolean;
}

export interface TypeSettings {
  readonly config: TypeModes;
  readonly flavor: Flavor;
  /** Absent where nobody asks what values lose. */
  readonly losses?: Losses;
}

/** Digits of what comes as text from a query and as a number from the log. */
export const textOf = (raw: RawValue): string =>
  raw instanceof Uint8Array ? Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1') : String(raw);

/** Bytes of what comes as bytes from either side; a text's as UTF-8. */
export const bytesOf = (raw: RawValue): Buffer =>
  raw instanceof Uint8Array
    ? Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
    : Buffer.from(String(raw), 'utf8');
