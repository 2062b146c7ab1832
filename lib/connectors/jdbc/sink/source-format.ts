import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { Struct } from '../../../connect/struct.ts';

const PLACEHOLDER = /\$\{source\.(.*?)\}/g;

const sourceOf = ({ topic, value }: SinkRecord, format: string): Struct => {
  const source =
    value instanceof Struct && value.schema.fieldIndex.has('source') ? value.getWithoutDefault('source') : null;
  if (source instanceof Struct) return source;
  throw new DataError(
    `The record of topic ${topic} is no change event, whose source the table's name is made of: ${format}`,
  );
};

const fieldOfSource = (source: Struct, name: string): string => {
  const value = source.schema.fieldIndex.has(name) ? source.getWithoutDefault(name) : null;
  if (typeof value === 'string') return value;
  throw new DataError(`The source of the change event has no text ${name} to make the table's name of`);
};

/**
 * Puts parts of a change event's source into the format of a table's name, such as `${source.schema}_${source.table}`; follows
 * Debezium's `DefaultCollectionNamingStrategy`. It is `null` for a tombstone, whose deletion was the event before it.
 *
 * @throws DataError for a record that is no change event, or whose source lacks the field.
 */
export const sourceFormat = (format: string): ((record: SinkRecord) => string | null) => {
  if (format.search(PLACEHOLDER) === -1) return () => format;
  return (record) => {
    if (record.value === null) return null;
    const source = sourceOf(record, format);
    return format.replace(PLACEHOLDER, (_text, name: string) => fieldOfSource(source, name));
  };
};
