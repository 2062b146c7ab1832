import { schemasEqual } from '../../connect/equality.ts';
import { DataError } from '../../connect/errors.ts';
import type { SinkRecord } from '../../connect/record.ts';
import type { Schema } from '../../connect/schema.ts';
import { project } from '../../connect/schema-projector.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** A record as it is written, and whether it begins new files. */
interface Projected {
  readonly record: SinkRecord;
  readonly cuts: boolean;
}

export type Projection = (record: SinkRecord) => Projected;

const versionOf = ({ version }: Schema, compatibility: string): number => {
  if (version === undefined) throw new DataError(`Schema version required for ${compatibility} compatibility`);
  return version;
};

/** `undefined` where the schemas are too different, such as by a field that is required. */
const tryProject = (schema: Schema, value: SinkRecord['value'], current: Schema): ConnectValue | undefined => {
  try {
    return project(schema, value, current);
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
};

/**
 * Brings the records of a topic partition to one schema; follows Confluent's `StorageSchemaCompatibility`. That schema is the newest
 * one seen, with FORWARD the oldest; another one that takes its place, or that it cannot be brought to, ends all files. It is remembered for as long as the task lives:
 * after a restart the first record's schema counts.
 */
export const createProjection = (compatibility: 'BACKWARD' | 'FORWARD' | 'FULL'): Projection => {
  const schemas = new Map<string, Schema>();
  const isReplaced = (current: Schema, schema: Schema): boolean => {
    const [own, other] = [versionOf(current, compatibility), versionOf(schema, compatibility)];
    return compatibility === 'FORWARD' ? other < own : other > own;
  };
  return (record) => {
    const { valueSchema: schema } = record;
    if (schema === null) return { record, cuts: false };
    const key = `${record.topic}-${record.kafkaPartition}`;
    const current = schemas.get(key);
    if (current === schema) return { record, cuts: false };
    if (current === undefined || isReplaced(current, schema)) {
      versionOf(schema, compatibility);
      schemas.set(key, schema);
      return { record, cuts: current !== undefined };
    }
    if (schemasEqual(current, schema)) return { record: { ...record, valueSchema: current }, cuts: false };
    const value = tryProject(schema, record.value, current);
    if (value !== undefined) return { record: { ...record, valueSchema: current, value }, cuts: false };
    schemas.set(key, schema);
    return { record, cuts: true };
  };
};
