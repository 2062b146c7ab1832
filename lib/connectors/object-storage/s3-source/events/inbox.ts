import type { QueueMessage } from './event-queue.ts';

/** A message, and the objects that it names and that are not done. */
interface Held {
  message: QueueMessage;
  readonly open: Set<string>;
}

/** The messages that were received and not deleted. A message is done when all objects that it names are. */
interface Inbox {
  /** Holds a message that names these objects. @returns whether it is new, and not held under another receipt. */
  add(message: QueueMessage, keys: readonly string[]): boolean;
  /** The object is read, and its offset is stored. */
  done(key: string): void;
  /** Messages that may be deleted. */
  doneMessages(): readonly QueueMessage[];
  /** Messages that are not done. */
  openMessages(): readonly QueueMessage[];
  /** Lets go of messages that were deleted. */
  forget(messages: readonly QueueMessage[]): void;
}

export const createInbox = (): Inbox => {
  const held = new Map<string, Held>();
  const where = (isDone: boolean) =>
    [...held.values()].filter(({ open }) => (open.size === 0) === isDone).map(({ message }) => message);
  return {
    add: (message, keys) => {
      const known = held.get(message.id);
      // Its visibility ran out; only the newest receipt deletes it.
      if (known !== undefined) known.message = message;
      else held.set(message.id, { message, open: new Set(keys) });
      return known === undefined;
    },
    done: (key) => {
      for (const { open } of held.values()) open.delete(key);
    },
    doneMessages: () => where(true),
    openMessages: () => where(false),
    forget: (messages) => {
      for (const { id } of messages) held.delete(id);
    },
  };
};
