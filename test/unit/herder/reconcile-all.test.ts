import { expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { givenWorker } from './given-worker.ts';
import { sourceConfig } from './sample-plugins.ts';

/** Counts the calls of every method. */
const counted = <T extends object>(target: T, count: () => void): T =>
  new Proxy(target, {
    get: (object, name, receiver) => {
      const value: unknown = Reflect.get(object, name, receiver);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]) => {
        count();
        return Reflect.apply(value, object, args);
      };
    },
  });

test('a thousand connectors at rest cost three reads each and no write', async () => {
  const plain = createMemoryStorage();
  const setUp = givenWorker({ storage: plain });
  for (let i = 0; i < 1000; i++) await setUp.herder.createConnector({ name: `s${i}`, config: sourceConfig });
  await setUp.reconciler.reconcileAll();

  let calls = 0;
  const count = () => calls++;
  const storage = { ...plain, configs: counted(plain.configs, count), statuses: counted(plain.statuses, count) };
  let changes = 0;
  await plain.configs.subscribe(() => changes++);
  await plain.statuses.subscribe(() => changes++);
  await givenWorker({ storage }).reconciler.reconcileAll();
  expect(calls).toBeLessThanOrEqual(3 * 1000 + 2);
  expect(changes).toBe(0);
}, 60_000);

test('one connector that cannot be reconciled does not keep the others from being so', async () => {
  const { herder, reconciler, deployer } = givenWorker();
  for (const name of ['a', 'b', 'c']) await herder.createConnector({ name, config: sourceConfig });
  const apply = deployer.apply;
  deployer.apply = async (deployment) => {
    if (deployment.connector === 'b') throw new RetriableError('busy');
    return apply(deployment);
  };
  await expect(reconciler.reconcileAll()).rejects.toThrow('1 connectors could not be reconciled');
  expect([...deployer.current.keys()].sort()).toEqual(['a', 'c']);
});
