import { type ConnectRecord, newRecord } from '../../connect/record.ts';
import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** The half of a record that a transformation works on: what `InsertField$Key` and `InsertField$Value` differ in. */
export interface Side {
  readonly name: 'Key' | 'Value';
  schema(record: ConnectRecord): Schema | null;
  value(record: ConnectRecord): ConnectValue;
  /** The same record with another half. */
  replace<R extends ConnectRecord>(record: R, schema: Schema | null, value: ConnectValue): R;
}

export const KEY: Side = {
  name: 'Key',
  schema: (record) => record.keySchema,
  value: (record) => record.key,
  replace: (record, schema, value) => newRecord(record, { keySchema: schema, key: value }),
};

export const VALUE: Side = {
  name: 'Value',
  schema: (record) => record.valueSchema,
  value: (record) => record.value,
  replace: (record, schema, value) => newRecord(record, { valueSchema: schema, value }),
};
