import type { SinkRecord } from '../../../connect/record.ts';
import type { WriteModel } from './write-strategy.ts';

/** A record, and the write that it leads to. */
export interface Write {
  readonly record: SinkRecord;
  readonly model: WriteModel;
}
