import type { Headers } from '../../../lib/connect/header.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { Struct } from '../../../lib/connect/struct.ts';

const VOLATILE = new Set(['ts_ms', 'ts_us', 'ts_ns']);

const withoutFields = (value: Struct, names: ReadonlySet<string>): Struct =>
  new Struct(
    value.schema,
    value.schema.fields.map(({ name, index }) => (names.has(name) ? null : (value.values[index] ?? null))),
  );

/** Which run made a record. */
const withoutRun = (headers: Headers): Headers => headers.filter(({ key }) => !key.endsWith('.runId'));

/** A change without the moment at which it was processed. */
export const stableChange = (record: SourceRecord): SourceRecord => ({
  ...record,
  headers: withoutRun(record.headers),
  value: record.value instanceof Struct ? withoutFields(record.value, VOLATILE) : record.value,
});

/** A row without the moment at which it was read either. */
export const stableRow = (record: SourceRecord): SourceRecord => ({
  ...record,
  headers: withoutRun(record.headers),
  value: record.value instanceof Struct ? withoutFields(record.value, new Set([...VOLATILE, 'source'])) : record.value,
  // Where a row was read says the same in more than one way: that resuming goes on with the next row is what counts.
  sourceOffset: {},
});
