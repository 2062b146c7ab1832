import type { SourceOffset, SourcePartition } from '../../connect/offset.ts';
import { offsetOnly } from '../../connect/offset-only.ts';
import type { SourceRecord } from '../../connect/record.ts';
import { placed } from './change-records.ts';
import type { Notifications } from './notifications.ts';
import type { SignalFeed } from './signal-topic.ts';
import type { Signal } from './signals.ts';

type Poll = (signal: AbortSignal) => Promise<readonly SourceRecord[]>;

export interface SurroundOptions {
  readonly partition: SourcePartition;
  /** Where the run begins: everything before it was sent. */
  readonly start: SourceOffset;
  /**
   * Whether that is the place of a new snapshot, which is kept before any row is told: a row that is told and deleted before a
   * crash would else be missing in the snapshot that begins anew, and nothing would tell of its deletion.
   */
  readonly keepsStart: boolean;
  readonly notifications: Notifications;
  /** Absent where signals do not come through a topic. */
  readonly feed?: SignalFeed | undefined;
  /** Whether signals can be performed now; those of the topic wait until then. */
  takesSignals(): boolean;
  /** The next offsets tell that everything before this one of the signal topic was performed. */
  setSignals(behind: number): void;
  perform(signal: Signal): void;
}

/**
 * Performs the topic's signals before a poll, and sends notifications behind its records, at the last one's offset: they say
 * nothing about the place in the source, which may be in the middle of a transaction.
 */
export const surroundPoll = (poll: Poll, options: SurroundOptions): Poll => {
  const { partition, notifications, feed, takesSignals, setSignals, perform } = options;
  let last = options.start;
  let isKept = !options.keepsStart;

  const performSignals = async (): Promise<void> => {
    if (feed === undefined || !takesSignals()) return;
    for (const { signal, behind } of await feed.take()) {
      setSignals(behind);
      if (signal !== undefined) perform(signal);
    }
  };

  return async (signal) => {
    if (!isKept) {
      isKept = true;
      return [{ ...offsetOnly(partition, last), storedFirst: true }];
    }
    await performSignals();
    const records = await poll(signal);
    last = records.at(-1)?.sourceOffset ?? last;
    const told = notifications.take();
    return told.length === 0 ? records : [...records, ...told.map((record) => placed(record, partition, last))];
  };
};
