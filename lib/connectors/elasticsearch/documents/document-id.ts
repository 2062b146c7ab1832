import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';

const INTEGERS_AND_TEXT: ReadonlySet<string> = new Set(['INT8', 'INT16', 'INT32', 'INT64', 'STRING']);

/** The type of a key that comes without a schema, as `ConnectSchema.schemaType` names it. */
const typeOf = (key: SinkRecord['key']): string => {
  if (typeof key === 'string') return 'STRING';
  if (typeof key === 'bigint') return 'INT64';
  if (typeof key === 'number') return Number.isInteger(key) ? 'INT64' : 'FLOAT64';
  if (typeof key === 'boolean') return 'BOOLEAN';
  if (key instanceof Uint8Array) return 'BYTES';
  return Array.isArray(key) ? 'ARRAY' : 'MAP';
};

/** The document's name by the record's key. @throws DataError when a key cannot be one. */
export const idOfKey = ({ key, keySchema }: SinkRecord): string => {
  if (key === null) throw new DataError('Key is used as document id and can not be null.');
  if (key === '') throw new DataError('Key is used as document id and can not be empty.');
  const type = keySchema?.type ?? typeOf(key);
  if (!INTEGERS_AND_TEXT.has(type)) throw new DataError(`${type} is not supported as the document id.`);
  return String(key);
};

/**
 * The document's name by where the record comes from. Topic and partition are those of Kafka: records of two topics that a
 * transformation gave one name must not become one document.
 */
export const idOfPlace = ({ originalTopic, originalKafkaPartition, originalKafkaOffset }: SinkRecord): string =>
  `${originalTopic}+${originalKafkaPartition}+${originalKafkaOffset}`;
