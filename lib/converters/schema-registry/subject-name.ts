import { DataError } from '../../connect/errors.ts';
import type { RegistryConfig } from './config.ts';

/** Names the subject of a schema; `recordName` is the name of its record, where it has one. */
export type SubjectName = (topic: string, recordName: string | undefined) => string;

const required = (recordName: string | undefined, what: string): string => {
  if (recordName === undefined || recordName === '')
    throw new DataError(`In configuration ${what}, the message must have a schema with a name`);
  return recordName;
};

/** Follows `TopicNameStrategy`, `RecordNameStrategy` and `TopicRecordNameStrategy` of Confluent's serializers. */
export const createSubjectName = (config: RegistryConfig, isKey: boolean): SubjectName => {
  const key = isKey ? 'key.subject.name.strategy' : 'value.subject.name.strategy';
  const strategy = config[key];
  if (strategy.endsWith('.RecordNameStrategy')) return (_topic, name) => required(name, key);
  if (strategy.endsWith('.TopicRecordNameStrategy')) return (topic, name) => `${topic}-${required(name, key)}`;
  return (topic) => `${topic}-${isKey ? 'key' : 'value'}`;
};
