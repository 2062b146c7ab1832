import type { ChangeListener } from './config-backing-store.ts';

export interface ChangeEmitter {
  subscribe(listener: ChangeListener): () => void;
  /** Calls the listeners soon, never inside the writer: whatever they do, the write is done. */
  emit(connector: string): void;
  isObserved(): boolean;
}

/** The change feed within this process. */
export const createChangeEmitter = (): ChangeEmitter => {
  const subscriptions = new Set<{ readonly listener: ChangeListener }>();
  return {
    subscribe: (listener) => {
      // An object of its own, since one listener may subscribe twice.
      const subscription = { listener };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
    emit: (connector) => {
      for (const subscription of subscriptions)
        queueMicrotask(() => {
          if (subscriptions.has(subscription)) subscription.listener({ connector });
        });
    },
    isObserved: () => subscriptions.size > 0,
  };
};
