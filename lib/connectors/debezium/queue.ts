/** A first-in-first-out list that does not shift its elements at every read. */
export interface Queue<T> {
  push(item: T): void;
  shift(): T | undefined;
  isEmpty(): boolean;
}

export const createQueue = <T>(): Queue<T> => {
  let items: T[] = [];
  let head = 0;
  return {
    push: (item) => void items.push(item),
    shift: () => {
      const item = items[head];
      if (item === undefined) return undefined;
      head += 1;
      if (head === items.length) {
        items = [];
        head = 0;
      }
      return item;
    },
    isEmpty: () => head === items.length,
  };
};
