import { ConnectError, DataError } from '../../connect/errors.ts';

/** What becomes of tombstones: key `behavior.on.null.values`. */
export interface NullValues {
  readonly behavior: 'fail' | 'ignore' | 'write';
  readonly report: boolean;
}

/** What is reported of an ignored tombstone. */
export const skippedNull = (): DataError => new DataError('Skipping null value record.');

export const refusedNull = (): ConnectError =>
  new ConnectError("Null valued records are not writeable with current behavior.on.null.values 'settings.");
