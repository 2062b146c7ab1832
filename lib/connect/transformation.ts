import type { ConnectRecord } from './record.ts';

/**
 * Changes records one at a time; follows `org.apache.kafka.connect.transforms.Transformation`. Synchronous and without
 * side effects; returns `null` to drop the record. What depends on the schema only is computed once per schema.
 */
export interface Transformation {
  /** @throws DataError when the record cannot be transformed. */
  apply<R extends ConnectRecord>(record: R): R | null;
}

/** Decides whether a transformation applies; follows `org.apache.kafka.connect.transforms.predicates.Predicate`. */
export interface Predicate {
  test(record: ConnectRecord): boolean;
}
