import type { SinkRecord } from '../../connect/record.ts';

/** Where the records of a task go: into files that end with their batch, or into ones that go on. */
export interface Files {
  /** Called before records of a batch are added; none where the clock ticks. */
  begin(records: readonly SinkRecord[]): Promise<void>;
  /** Whether the record is in a file already, or was reported: why, if it was. */
  seen(record: SinkRecord): string | boolean;
  /** @throws DataError when the record cannot be written; it then is in no file. */
  add(record: SinkRecord, nowMs: number): void;
  /** The record is in no file for this reason. */
  left(record: SinkRecord, reason: string): void;
  /** Whether what was added is to be made durable before more is. */
  isFull(): boolean;
  /** Makes everything durable that was added; `isPart` says that more of the same batch follows. */
  flush(isPart?: boolean): Promise<void>;
}
