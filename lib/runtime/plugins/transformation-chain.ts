import type { ConnectRecord } from '../../connect/record.ts';
import type { Transformation } from '../../connect/transformation.ts';
import { StageError } from '../errors/stage.ts';
import type { Named } from './record-plugins.ts';

/** Applies the connector's transformations in order; `null` drops the record. @throws StageError */
export type TransformationChain = <R extends ConnectRecord>(record: R) => R | null;

/** Follows `org.apache.kafka.connect.runtime.TransformationChain`. */
export const createTransformationChain = (steps: ReadonlyArray<Named<Transformation>>): TransformationChain => {
  if (steps.length === 0) return (record) => record;
  return <R extends ConnectRecord>(original: R): R | null => {
    let record: R | null = original;
    for (const step of steps) {
      try {
        record = step.plugin.apply<R>(record);
      } catch (error) {
        throw new StageError('TRANSFORMATION', step.className, error);
      }
      if (record === null) return null;
    }
    return record;
  };
};
