import { ConnectError } from '../../connect/errors.ts';
import { fieldOf } from '../../connect/schema.ts';
import type { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** How many of Debezium's units make a millisecond. */
const PER_MILLISECOND: ReadonlyMap<string | undefined, number> = new Map([
  ['io.debezium.time.Timestamp', 1],
  ['io.debezium.time.MicroTimestamp', 1000],
  ['io.debezium.time.NanoTimestamp', 1_000_000],
]);

const millis = (value: ConnectValue): number | null =>
  typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null;

/**
 * The time of an outbox event in milliseconds: that in its column, if one is named and not null, else the change's.
 *
 * @throws ConnectError when the column is not there or is none of Debezium's times.
 */
export const eventTimestamp = (event: Struct, row: Struct, column: string | null): number | null => {
  const ofChange = millis(event.schema.fieldIndex.has('ts_ms') ? event.getWithoutDefault('ts_ms') : null);
  if (column === null) return ofChange;
  const field = fieldOf(row.schema, column);
  if (field === undefined) throw new ConnectError(`Unable to find timestamp field ${column} in event`);
  const time = millis(row.get(column));
  if (time === null) return ofChange;
  const units = PER_MILLISECOND.get(field.schema.name);
  if (units === undefined)
    throw new ConnectError(`Unsupported field type ${field.schema.name ?? field.schema.type} for event timestamp`);
  return Math.trunc(time / units);
};
