import { asBuffer } from '../../connect/as-buffer.ts';
import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { ANYTHING_FIELDS } from './anything.ts';
import type { AvroValue } from './avro-value.ts';
import { fieldKey } from './codec.ts';

const NOTHING: Readonly<Record<string, AvroValue>> = Object.fromEntries(
  ANYTHING_FIELDS.map((_, index): [string, AvroValue] => [fieldKey(index), null]),
);

const only = (field: (typeof ANYTHING_FIELDS)[number], value: AvroValue): AvroValue => ({
  ...NOTHING,
  [fieldKey(ANYTHING_FIELDS.indexOf(field))]: value,
});

type Entry = readonly [ConnectValue, ConnectValue];

const entriesOf = (entries: Iterable<Entry>): AvroValue =>
  only(
    'map',
    Array.from(entries, ([key, value]) => ({
      [fieldKey(0)]: anythingWriter(key),
      [fieldKey(1)]: anythingWriter(value),
    })),
  );

const isPlain = (value: object): value is Readonly<Record<string, ConnectValue>> =>
  Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null;

const objectWriter = (value: object & ConnectValue): AvroValue => {
  if (value instanceof Uint8Array) return only('bytes', asBuffer(value));
  if (Array.isArray(value)) return only('array', value.map(anythingWriter));
  if (value instanceof Map) return entriesOf(value);
  if (isPlain(value)) return entriesOf(Object.entries(value));
  throw new DataError(`Unknown Java type for schemaless data: class ${javaClass(value)}`);
};

/**
 * A value without a schema into the codec of anything. Whole numbers are longs, as JSON has them.
 *
 * @throws DataError for what only a schema explains: structs, decimals and dates.
 */
export const anythingWriter = (value: ConnectValue): AvroValue => {
  switch (typeof value) {
    case 'boolean':
      return only('boolean', value);
    case 'string':
      return only('string', value);
    case 'bigint':
      return only('long', value);
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? only('long', value) : only('double', value);
    default:
      return value === null ? NOTHING : objectWriter(value);
  }
};
