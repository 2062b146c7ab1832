import { asError } from '../../../../connect/errors.ts';
import type { Logger } from '../../../../connect/logger.ts';
import type { OffsetStorageReader } from '../../../../connect/offset.ts';
import type { FileFinder } from '../file-finder.ts';
import type { FoundFile } from '../find-files.ts';
import { parsePosition } from '../position.ts';
import type { FileNames } from '../source-file.ts';
import type { PartitionState } from '../source-partitions.ts';
import type { EventQueue, QueueMessage } from './event-queue.ts';
import { createInbox } from './inbox.ts';
import { type CreatedObject, parseNotification } from './parse-notification.ts';
import { createRecentKeys } from './recent-keys.ts';

interface EventFilesOptions {
  readonly queue: EventQueue;
  readonly bucket: string;
  readonly names: FileNames;
  /** Prefix of the keys that are read, and of those under it that are not. */
  readonly root: string;
  readonly without: string;
  /** Objects created before are not read; in milliseconds since the epoch. */
  readonly changedSince: number;
  readonly visibilitySeconds: number;
  readonly offsets: OffsetStorageReader;
  readonly log: Logger;
  now(): number;
}

const MAX_FINISHED = 10_000;

/**
 * Each object is a source partition of its own, so that events may come twice and in any order. A message is deleted only when
 * the offsets say that all its objects are read.
 */
export const createEventFiles = (options: EventFilesOptions): FileFinder => {
  const { queue, bucket, names, offsets, visibilitySeconds, log, now } = options;
  const inbox = createInbox();
  /** Objects that are being read, or whose offsets are not stored yet. */
  const states = new Map<string, PartitionState>();
  /** Read to their ends: the offsets of a transaction that has just been committed can be read only after the next one. */
  const finished = createRecentKeys(MAX_FINISHED);
  const waiting: string[] = [];
  let storing: string[] = [];
  let hiddenAt = now();

  const isWanted = ({ key, at }: CreatedObject): boolean =>
    key.startsWith(options.root) &&
    !key.startsWith(options.without) &&
    !(at < options.changedSince) &&
    names.filesOf([key]).length > 0;

  const leave = (message: QueueMessage, why: string): null => {
    log.warn(`Message ${message.id} is left in the queue: ${why}`);
    return null;
  };

  const objectsOf = (message: QueueMessage): readonly CreatedObject[] | null => {
    try {
      const objects = parseNotification(message.body);
      const other = objects.find((object) => object.bucket !== bucket);
      return other === undefined ? objects : leave(message, `it is about bucket ${other.bucket}, not ${bucket}`);
    } catch (error) {
      return leave(message, asError(error).message);
    }
  };

  const take = (message: QueueMessage): void => {
    const objects = objectsOf(message);
    if (objects === null) return;
    const keys = [...new Set(objects.filter(isWanted).map(({ key }) => key))];
    if (inbox.add(message, keys)) waiting.push(...keys);
  };

  const deleteDone = async (): Promise<void> => {
    const done = inbox.doneMessages();
    if (done.length === 0) return;
    try {
      await queue.delete(done);
      inbox.forget(done);
    } catch (error) {
      // They come again, and their objects are known to be read.
      log.warn('Messages could not be deleted yet', { cause: asError(error).message });
    }
  };

  const find = async (key: string): Promise<FoundFile | null> => {
    const [file] = names.filesOf([key]);
    if (states.has(key) || file === undefined) return null;
    const partition = { bucket, object: key };
    const offset = finished.has(key) ? null : await offsets.offset(partition);
    const state = { partition, position: offset && parsePosition(offset) };
    if (state.position?.eof || finished.has(key)) {
      inbox.done(key);
      return null;
    }
    states.set(key, state);
    return { file, state };
  };

  const receive = async (signal: AbortSignal): Promise<void> => {
    await deleteDone();
    const messages = await queue.receive(signal);
    if (inbox.openMessages().length === 0) hiddenAt = now();
    for (const message of messages) take(message);
  };

  return {
    next: async (signal) => {
      if (waiting.length === 0) await receive(signal);
      for (let key = waiting[0]; key !== undefined; key = waiting[0]) {
        const found = await find(key);
        waiting.shift();
        if (found !== null) return found;
      }
      return null;
    },
    keep: async () => {
      if (now() - hiddenAt < (visibilitySeconds * 1000) / 3) return;
      hiddenAt = now();
      const open = inbox.openMessages();
      await queue.hide(open, visibilitySeconds).catch((error: unknown) => {
        log.warn('Messages could not be kept hidden', { cause: asError(error).message });
      });
    },
    storing: (changes) => {
      const ended = changes.flatMap(({ partition, offset }) =>
        typeof partition.object === 'string' && offset?.eof === true ? [partition.object] : [],
      );
      storing = [...new Set([...storing, ...ended])];
    },
    stored: async () => {
      for (const key of storing) {
        states.delete(key);
        finished.add(key);
        inbox.done(key);
      }
      storing = [];
      await deleteDone();
    },
    // Shows the messages that are not done to whoever comes next.
    close: async () => {
      await queue.hide(inbox.openMessages(), 0).catch(() => undefined);
      queue.close();
    },
  };
};
