import type { SinkRecord } from '../../../connect/record.ts';

/** Spreads records over directories; follows `io.confluent.connect.storage.partitioner.Partitioner`. */
export interface Partitioner {
  /**
   * The directory below that of the topic. Must depend on the record alone where redelivered records are to be stored
   * under the same names; `nowMs` is the time of the batch.
   *
   * @throws DataError when the record does not say where it belongs.
   */
  encodePartition(record: SinkRecord, nowMs: number): string;
}
