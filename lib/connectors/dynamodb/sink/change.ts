import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { type Attributes, attributesOf, attributeValue } from './attribute-value.ts';
import { itemBytes, MAX_ITEM_BYTES } from './item-size.ts';
import type { KeyReference } from './key-reference.ts';
import type { SinkSettings } from './settings.ts';

/** What a record does to a table. */
export interface Change {
  readonly record: SinkRecord;
  readonly key: Attributes;
  /** The key as a text, and with it which item of the table it is. */
  readonly id: string;
  /** `null` deletes. */
  readonly item: Attributes | null;
  /** The change of the same item before it in the batch, which counts if this one is refused. */
  readonly previous: Change | null;
}

interface Found {
  readonly value: ConnectValue;
  readonly schema: Schema | null;
}

const fieldOf = ({ value, schema }: Found, name: string): Found | undefined => {
  if (value instanceof Struct) {
    const field = value.schema.fields[value.schema.fieldIndex.get(name) ?? -1];
    return field && { value: value.values[field.index] ?? field.schema.defaultValue ?? null, schema: field.schema };
  }
  const own = schema?.type === 'MAP' ? schema.valueSchema : null;
  if (value instanceof Map) return value.has(name) ? { value: value.get(name) ?? null, schema: own } : undefined;
  const entry =
    typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name) : undefined;
  return entry && { value: entry[1], schema: own };
};

const referenced = (record: SinkRecord, { part, path }: KeyReference): Found => {
  if (part === 'partition') return { value: record.originalKafkaPartition, schema: null };
  if (part === 'offset') return { value: record.originalKafkaOffset, schema: null };
  let found: Found | undefined =
    part === 'key'
      ? { value: record.key, schema: record.keySchema }
      : { value: record.value, schema: record.valueSchema };
  for (const name of path) found = found && fieldOf(found, name);
  if (found === undefined || found.value === null)
    throw new DataError(`The record has no ${[part, ...path].join('.')}, which is part of the table's key`);
  return found;
};

const keyValue = (record: SinkRecord, reference: KeyReference): AttributeValue => {
  const { value, schema } = referenced(record, reference);
  const attribute = attributeValue(value, schema);
  const { attribute: name } = reference;
  if (attribute.S === undefined && attribute.N === undefined && attribute.B === undefined)
    throw new DataError(`Key attribute ${name} must be a text, a number or bytes`);
  if (attribute.S === '' || attribute.B?.byteLength === 0)
    throw new DataError(`Key attribute ${name} must not be empty`);
  return attribute;
};

const textOf = ({ S, N, B }: AttributeValue): string => {
  const text = S ?? N ?? Buffer.from(B ?? []).toString('latin1');
  return `${S === undefined ? (N === undefined ? 'B' : 'N') : 'S'}${text.length}:${text}`;
};

const ttl = ({ timestamp }: SinkRecord, { name, seconds }: NonNullable<SinkSettings['ttl']>): Attributes => {
  if (timestamp === null || timestamp < 0)
    throw new DataError(`The record has no timestamp, by which ${name} would be counted`);
  return { [name]: { N: String(Math.floor(timestamp / 1000) + seconds) } };
};

/** The partition as it is in the attribute, so that offsets of different ones are not compared. */
export const placeOf = ({ originalTopic, originalKafkaPartition }: SinkRecord): string =>
  `${originalTopic}-${originalKafkaPartition}`;

const offset = (record: SinkRecord, name: string): Attributes => ({
  [name]: { M: { partition: { S: placeOf(record) }, offset: { N: String(record.originalKafkaOffset) } } },
});

/** Makes changes of records; `null` where there is nothing to do. */
export const createChange = (settings: SinkSettings): ((record: SinkRecord) => Change | null) => {
  const { keys, nullValues } = settings;
  const isDeletable = keys.every(({ part }) => part === 'key');

  const itemOf = (record: SinkRecord, key: Attributes): Attributes => {
    const fields = attributesOf(record.value, record.valueSchema) ?? {
      value: attributeValue(record.value, record.valueSchema),
    };
    const item = {
      ...fields,
      ...(settings.ttl === null ? {} : ttl(record, settings.ttl)),
      ...(settings.offsetAttribute === null ? {} : offset(record, settings.offsetAttribute)),
      ...key,
    };
    const bytes = itemBytes(item);
    if (bytes > MAX_ITEM_BYTES)
      throw new DataError(`The item has ${bytes} bytes; DynamoDB takes ${MAX_ITEM_BYTES} at most`);
    return item;
  };

  return (record) => {
    if (record.value === null && nullValues === 'ignore') return null;
    if (record.value === null && (nullValues === 'fail' || !isDeletable))
      throw new DataError(
        nullValues === 'fail'
          ? 'The record has no value (behavior.on.null.values=fail)'
          : 'The record has no value, and aws.dynamodb.pk.hash and .sort are not of its key only: it cannot say which item to delete',
      );
    const key: Attributes = {};
    let id = '';
    for (const reference of keys) {
      const value = keyValue(record, reference);
      key[reference.attribute] = value;
      id += textOf(value);
    }
    return { record, key, id, item: record.value === null ? null : itemOf(record, key), previous: null };
  };
};
