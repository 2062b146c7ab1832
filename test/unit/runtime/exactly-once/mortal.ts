import type { Kafka } from '../../../../lib/kafka/port.ts';
import type { Storage } from '../../../../lib/storage/storage.ts';

/** One life of a process: what it calls outside, until it is killed. */
export interface Life {
  /** Calls made so far. */
  steps(): number;
  isOver(): boolean;
  /** Makes an object's methods part of this life: from its end on, nothing they are asked has any effect. */
  of<T extends object>(target: T): T;
}

/** A life that ends at its `step`th call: before the call reaches anybody, or before its answer is heard. */
export const createLife = (step: number, when: 'before' | 'after'): Life => {
  let steps = 0;
  let isOver = false;
  const live = async (call: () => unknown): Promise<unknown> => {
    if (isOver) throw new Error('killed');
    steps += 1;
    const isLast = steps === step;
    if (isLast && when === 'before') isOver = true;
    const answer = isOver ? undefined : await call();
    if (isLast) isOver = true;
    if (isOver) throw new Error('killed');
    return answer;
  };
  return {
    steps: () => steps,
    isOver: () => isOver,
    of: (target) =>
      new Proxy(target, {
        get: (object, name, receiver) => {
          const value: unknown = Reflect.get(object, name, receiver);
          if (typeof value !== 'function') return value;
          return (...given: unknown[]) => live(() => Reflect.apply(value, object, given));
        },
      }),
  };
};

/** A storage and a Kafka as a process sees them that may be killed. */
export const mortalStorage = (life: Life, storage: Storage): Storage => ({
  ...storage,
  configs: life.of(storage.configs),
  offsets: life.of(storage.offsets),
  statuses: life.of(storage.statuses),
});

export const mortalKafka = (life: Life, kafka: Kafka): Kafka => {
  const calls = life.of(kafka);
  return {
    ...kafka,
    producer: async (config) => life.of(await calls.producer(config)),
    transactionalProducer: async (config) => life.of(await calls.transactionalProducer(config)),
    admin: async (config) => life.of(await calls.admin(config)),
  };
};
