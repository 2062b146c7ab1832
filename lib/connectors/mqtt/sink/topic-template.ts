import { ConfigError, DataError } from '../../../connect/errors.ts';
import { lastHeader } from '../../../connect/header.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';

/** The MQTT topic of a record. @throws DataError where a part is missing or cannot be in a topic. */
export type TopicOf = (record: SinkRecord) => string;

const PLACEHOLDER = /\$\{([^}]*)\}/g;
const MAX_BYTES = 65_535;

const fieldOf = (value: ConnectValue, name: string): ConnectValue => {
  if (value instanceof Struct) return value.schema.fieldIndex.has(name) ? value.get(name) : null;
  if (value instanceof Map) return value.get(name) ?? null;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return null;
  return Object.entries(value).find(([key]) => key === name)?.[1] ?? null;
};

type Part = (record: SinkRecord) => ConnectValue;

const partOf = (expression: string): Part => {
  const [root = '', ...path] = expression.split('.');
  const along = (value: ConnectValue): ConnectValue => path.reduce(fieldOf, value);
  if (root === 'topic' && path.length === 0) return ({ topic }) => topic;
  if (root === 'partition' && path.length === 0) return ({ kafkaPartition }) => kafkaPartition;
  if (root === 'key') return ({ key }) => along(key);
  if (root === 'value') return ({ value }) => along(value);
  if (root === 'header' && path.length > 0) return ({ headers }) => lastHeader(headers, path.join('.'))?.value ?? null;
  throw new ConfigError(
    `$\{${expression}} cannot be in a topic: there are topic, partition, key, key.<field>, value.<field> and header.<name>`,
  );
};

const checked = (topic: string): string => {
  if (topic === '' || /[+#\0]/.test(topic) || Buffer.byteLength(topic) > MAX_BYTES)
    throw new DataError(`Nothing can be published to the topic ${JSON.stringify(topic.slice(0, 200))}`);
  return topic;
};

const textOf = (value: ConnectValue, expression: string): string => {
  if (value === null || typeof value === 'object')
    throw new DataError(
      `$\{${expression}} is ${value === null ? 'not in the record' : 'no text'}, but the topic needs it`,
    );
  return String(value);
};

/** @throws ConfigError for a placeholder that means nothing. */
export const createTopicTemplate = (template: string): TopicOf => {
  // The parts between placeholders, and these themselves, in turns.
  const pieces = template
    .split(PLACEHOLDER)
    .map((piece, index) => (index % 2 === 0 ? piece : { expression: piece, part: partOf(piece) }));
  const [only] = pieces;
  if (pieces.length === 1 && typeof only === 'string') return () => checked(only);
  return (record) =>
    checked(
      pieces
        .map((piece) => (typeof piece === 'string' ? piece : textOf(piece.part(record), piece.expression)))
        .join(''),
    );
};
