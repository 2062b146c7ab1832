/** A first-in-first-out list that does not shift its elements at every read. */
export interface Queue<T> {
  push(item: T): void;
  shift(): T | undefined;
  isEmpty(): boolean;
}

/** What was read is let go at once, also of a queue that never gets empty. */
export const createQueue = <T>(): Queue<T> => {
  let incoming: T[] = [];
  /** The first one last. */
  let outgoing: T[] = [];
  return {
    push: (item) => void incoming.push(item),
    shift: () => {
      if (outgoing.length === 0) {
        outgoing = incoming.reverse();
        incoming = [];
      }
      return outgoing.pop();
    },
    isEmpty: () => outgoing.length === 0 && incoming.length === 0,
  };
};
