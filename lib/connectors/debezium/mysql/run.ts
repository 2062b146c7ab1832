import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceOffset } from '../../../connect/offset.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { surroundPoll } from '../surround-poll.ts';
import { type BeginOptions, type Begun, begin } from './begin.ts';
import type { InitialSnapshot } from './initial-snapshot.ts';
import { createLogReader } from './log-reader.ts';
import { createParts } from './parts.ts';
import { openSession, type Session } from './session.ts';
import type { TaskSettings } from './settings.ts';

/** Reading from one place on, until a connection breaks. */
export interface Run {
  poll(signal: AbortSignal): Promise<readonly SourceRecord[]>;
  /** Where the log was read up to, between two transactions and with nothing left to hand out; else `null`. */
  offset(): SourceOffset | null;
  close(): Promise<void>;
}

const IDLE_MS = 500;

const createRun = async (
  settings: TaskSettings,
  begun: Begun,
  session: Session,
  { from, history, signals }: BeginOptions,
): Promise<Run> => {
  const parts = createParts(settings, begun, session, { from, history });
  const { output, place, transactions, chunks } = parts;
  const reader = createLogReader(settings, parts, session, begun.facts);
  let { view } = begun;
  let initial: InitialSnapshot | undefined;
  await parts.tellDefinitions();

  /** Rows of the view, once the log is read up to its place. */
  const readView = async (signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    if (view === undefined) return [];
    if (initial === undefined) {
      if (!reader.hasReached(view)) return reader.read(signal, view);
      // The server would not wait for as long as rows are read.
      reader.close();
      initial = parts.initial(view);
    }
    if (await initial.next()) {
      await view.close();
      view = undefined;
    }
    return output.take();
  };

  const poll = async (signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    if (view !== undefined) return readView(signal);
    if (begun.mode.streams) return reader.read(signal);
    if (output.size > 0) return output.take();
    await sleep(IDLE_MS, undefined, { signal }).catch(() => {});
    return [];
  };
  const seconds = Math.floor(settings.maker.clock().ms / 1000);

  return {
    poll: surroundPoll(poll, {
      ...settings,
      start:
        from !== null && !begun.beginsSnapshot
          ? from
          : place.snapshot === null
            ? place.cleanOffset(null)
            : place.snapshotOffset(seconds, null),
      keepsStart: begun.beginsSnapshot,
      feed: signals?.feed(from),
      takesSignals: () => begun.mode.streams && view === undefined,
      setSignals: place.setSignals,
      perform: parts.signal,
    }),
    offset: () =>
      view === undefined && transactions.current() === undefined && !chunks.isWaiting() && output.isEmpty
        ? place.cleanOffset(null)
        : null,
    close: async () => {
      reader.close();
      await view?.close();
      await session.close();
    },
  };
};

/** Connects, and finds out where to begin. @throws what {@link begin} throws. */
export const openRun = async (settings: TaskSettings, options: BeginOptions): Promise<Run> => {
  const session = await openSession(settings.config);
  try {
    return await createRun(settings, await begin(settings, session, options), session, options);
  } catch (error) {
    await session.close();
    throw error;
  }
};
