import { DataError } from '../../connect/errors.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { ANYTHING_FIELDS } from './anything.ts';
import { type AvroValue, isAvroArray, isAvroRecord } from './avro-value.ts';
import { fieldKey } from './codec.ts';

const invalid = (): DataError => new DataError('Invalid Avro data for schemaless Connect data');

const entryOf = (entry: AvroValue): readonly [ConnectValue, ConnectValue] => {
  if (!isAvroRecord(entry)) throw invalid();
  return [readAnything(entry[fieldKey(0)] ?? null), readAnything(entry[fieldKey(1)] ?? null)];
};

/** With string keys a plain object, as JSON without schemas has it. */
const mapOf = (entries: readonly AvroValue[]): ConnectValue => {
  const pairs = entries.map(entryOf);
  return pairs.every(([key]) => typeof key === 'string') ? Object.fromEntries(pairs) : new Map(pairs);
};

const [ARRAY, MAP] = [ANYTHING_FIELDS.indexOf('array'), ANYTHING_FIELDS.indexOf('map')];

/** A value of the codec of anything. */
export const readAnything = (value: AvroValue): ConnectValue => {
  if (!isAvroRecord(value)) throw invalid();
  for (let index = 0; index < ANYTHING_FIELDS.length; index++) {
    const content = value[fieldKey(index)] ?? null;
    if (content === null) continue;
    if (!isAvroArray(content)) return isAvroRecord(content) ? null : content;
    if (index === ARRAY) return content.map(readAnything);
    if (index === MAP) return mapOf(content);
  }
  return null;
};
