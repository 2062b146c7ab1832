import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceOffset } from '../../../connect/offset.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import type { SignalTopic } from '../signal-topic.ts';
import { surroundPoll } from '../surround-poll.ts';
import { type Begun, begin } from './begin.ts';
import { createLogReader } from './log-reader.ts';
import { createParts } from './parts.ts';
import { readOffset } from './position.ts';
import { openSession, type Session } from './session.ts';
import type { TaskSettings } from './settings.ts';

/** Reading from one place on, until the connection breaks. */
export interface Run {
  poll(signal: AbortSignal): Promise<readonly SourceRecord[]>;
  /** An offset is stored: the server may forget what is behind it. */
  confirm(offset: SourceOffset): void;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly from: SourceOffset | null;
  /** The last offset that is known to be stored. */
  readonly stored: SourceOffset | null;
  readonly incarnation: string;
  /** `null` where signals do not come through a topic. */
  readonly signals: SignalTopic | null;
}

const IDLE_MS = 500;

const createRun = (settings: TaskSettings, begun: Begun, session: Session, options: RunOptions): Run => {
  const { from, stored, signals } = options;
  const parts = createParts(settings, begun, session, from);
  const { output, place } = parts;
  const kept = stored === null ? 0 : readOffset(stored).start;
  const log = createLogReader(settings, parts, session, {
    confirmed: Math.max(kept, begun.confirmed),
    serverVersion: begun.serverVersion,
  });
  let { initial } = parts;
  const endInitial = async (): Promise<void> => {
    await initial?.close();
    initial = undefined;
    await begun.snapshot?.session.close();
  };
  const poll = async (signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    if (initial !== undefined) {
      if (await initial.next()) await endInitial();
      return output.take();
    }
    if (begun.mode.streams || place.snapshot !== null) return log.read(signal);
    await sleep(IDLE_MS, undefined, { signal }).catch(() => {});
    return [];
  };
  const { us } = settings.maker.clock();
  return {
    poll: surroundPoll(poll, {
      ...settings,
      start:
        from ?? (place.snapshot === null ? place.cleanOffset(us, null, 'NOOP') : place.snapshotOffset(us, null, null)),
      // The slot holds it.
      keepsStart: false,
      feed: signals?.feed(from),
      takesSignals: () => begun.mode.streams && initial === undefined,
      setSignals: place.setSignals,
      perform: parts.signal,
    }),
    confirm: (offset) => log.confirm(readOffset(offset).start),
    close: async () => {
      await log.close();
      await endInitial();
      await session.close();
    },
  };
};

/** Connects, and finds out where to begin. @throws what {@link begin} throws. */
export const openRun = async (settings: TaskSettings, options: RunOptions): Promise<Run> => {
  const session = await openSession(settings.config);
  try {
    return createRun(settings, await begin(settings, session, options), session, options);
  } catch (error) {
    await session.close();
    throw error;
  }
};
