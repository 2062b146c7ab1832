import { schemasEqual } from '../../connect/equality.ts';
import { DataError } from '../../connect/errors.ts';
import type { SinkRecord } from '../../connect/record.ts';
import type { Schema } from '../../connect/schema.ts';
import { project } from '../../connect/schema-projector.ts';

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

/**
 * Brings the records of a topic partition to one schema; follows Confluent's `StorageSchemaCompatibility`. That schema is the newest
 * one seen, with FORWARD the oldest; another one that takes its place ends all files. It is remembered for as long as the task lives:
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
    const value = project(schema, record.value, current);
    return { record: { ...record, valueSchema: current, value }, cuts: false };
  };
};
