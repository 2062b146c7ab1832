import { asBuffer } from '../../../connect/as-buffer.ts';
import { ConfigError, DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Schema } from '../../../connect/schema.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { convertToString } from '../../../connect/values.ts';
import { unquoted } from '../../../kcql/quoted.ts';
import { valueAtPath } from '../partitioners/field-path.ts';
import { jodaFormat } from '../partitioners/joda-format.ts';

/** A directory that records are spread over. */
export interface PartitionField {
  readonly name: string;
  /** @throws DataError when the record does not say where it belongs. */
  of(record: SinkRecord): string;
}

const MISSING = '[missing]';

/** Names between dots, those in backticks as they are; follows `PartitionFieldSplitter`. */
const pathOf = (text: string): readonly string[] =>
  [...text.matchAll(/`[^`]*`|[^.`]+/g)].map(([name]) => unquoted(name));

const textOf = (schema: Schema | null, value: ConnectValue, name: string): string => {
  if (value === null) return MISSING;
  if (value instanceof Uint8Array) return asBuffer(value).toString('utf8');
  const text = typeof value === 'object' ? null : convertToString(schema, value);
  if (text === null) throw new DataError(`${name} cannot partition records: it is neither a text nor a number`);
  return text;
};

const inside = (what: string, found: ConnectValue, path: readonly string[], name: string): string => {
  if (found === null) throw new DataError(`${what} is null.`);
  const { schema = null, value = null } = valueAtPath(found, path) ?? {};
  return textOf(schema, value, name);
};

const ofHeader = ([header = '', ...path]: readonly string[], name: string): PartitionField['of'] => {
  return ({ headers }) => {
    const found = headers.findLast(({ key }) => key === header);
    if (found === undefined) throw new DataError(`Header '${name}' not found in message`);
    return inside(`Header '${header}'`, found.value, path, name);
  };
};

/** Moments are those of UTC, as a JVM's in UTC. */
const ofDate = (path: readonly string[]): PartitionField['of'] => {
  const [pattern, ...more] = path;
  if (pattern === undefined || more.length > 0) throw new ConfigError('only one format should be provided for date');
  const print = jodaFormat(pattern, 'en', 'UTC');
  return ({ timestamp }) => {
    if (timestamp === null) throw new DataError('Timestamp not found in message');
    return print(new Date(timestamp), 0);
  };
};

const ofWholeKey: PartitionField['of'] = ({ keySchema, key }) => {
  if (key === null) throw new DataError('Key is null, but requested to partition by whole key');
  return textOf(keySchema, key, '_key');
};

const requirePath = (path: readonly string[], what: string): void => {
  if (path.length === 0) throw new ConfigError(`cannot partition by ${what} partition field without path`);
};

const requireNoPath = (path: readonly string[], what: string): void => {
  if (path.length > 0) throw new ConfigError(`partitioning by ${what} requires no path`);
};

export const topicField: PartitionField = { name: 'topic', of: ({ topic }) => topic };
export const kafkaPartitionField: PartitionField = {
  name: 'partition',
  of: ({ kafkaPartition }) => String(kafkaPartition),
};

/** Reads an item of PARTITIONBY; follows `PartitionField`. @throws ConfigError, RangeError for a wrong date format */
export const parsePartitionField = (text: string): PartitionField => {
  const whole = pathOf(text);
  const [first = '', ...path] = whole;
  const name = path.join('.');
  switch (first) {
    case '_topic':
      requireNoPath(path, 'topic');
      return topicField;
    case '_partition':
      requireNoPath(path, 'partition');
      return kafkaPartitionField;
    case '_date':
      return { name: 'date', of: ofDate(path) };
    case '_header':
      requirePath(path, 'Header');
      return { name, of: ofHeader(path, name) };
    case '_key':
      return path.length === 0
        ? { name: 'key', of: ofWholeKey }
        : { name, of: ({ key }) => inside('Key', key, path, name) };
    case '_value':
      requirePath(path, 'Value');
      return { name, of: ({ value }) => inside('Value', value, path, name) };
    default:
      return { name: whole.join('.'), of: ({ value }) => inside('Value', value, whole, whole.join('.')) };
  }
};
