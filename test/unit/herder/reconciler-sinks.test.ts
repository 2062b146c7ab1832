import { expect, test } from 'vitest';
import { givenWorker } from './given-worker.ts';
import { sinkConfig } from './sample-plugins.ts';

const failed = (generation: number, task: number) =>
  ({ task, state: 'FAILED', workerId: 'w2', generation, trace: 'boom' }) as const;

test('a sink gets a group for each topic, dealt out to its tasks', async () => {
  const { herder, reconciler, deployer } = givenWorker();
  await herder.createConnector({ name: 'k', config: sinkConfig });
  await reconciler.reconcile('k');
  expect(deployer.current.get('k')).toEqual({
    kind: 'sink',
    connector: 'k',
    plugin: 'sample-sink',
    generation: 1000,
    settings: { batchSize: 1000, batchingWindowMs: 0, startingPosition: 'TRIM_HORIZON' },
    topics: [
      { topic: 'a', groupId: 'connect-k-a', task: 0, enabled: true },
      { topic: 'b', groupId: 'connect-k-b', task: 1, enabled: true },
      { topic: 'c', groupId: 'connect-k-c', task: 0, enabled: true },
    ],
  });
});

test('only the topics of a task that FAILED rest', async () => {
  const { herder, reconciler, deployer, storage } = givenWorker();
  await herder.createConnector({ name: 'k', config: sinkConfig });
  await reconciler.reconcile('k');
  await storage.statuses.putTaskStatusSafe('k', failed(1000, 1));
  await reconciler.reconcile('k');
  expect(deployer.current.get('k')).toMatchObject({
    topics: [{ enabled: true }, { topic: 'b', enabled: false }, { enabled: true }],
  });
});

test('a pattern takes the topics that match as a whole, and those that appear later', async () => {
  const { herder, reconciler, deployer, kafka } = givenWorker();
  for (const topic of ['orders-1', 'old-orders-1', '__consumer_offsets']) kafka.addTopic(topic);
  const { topics: _, ...config } = sinkConfig;
  await herder.createConnector({ name: 'k', config: { ...config, 'topics.regex': 'orders-.*|__.*' } });
  await reconciler.reconcileAll();
  expect(deployer.current.get('k')).toMatchObject({ generation: 1000, topics: [{ topic: 'orders-1' }] });
  kafka.addTopic('orders-2');
  await reconciler.reconcileAll();
  expect(deployer.current.get('k')).toMatchObject({
    generation: 1000,
    topics: [{ topic: 'orders-1' }, { topic: 'orders-2' }],
  });
});

test.each([
  [{}, { batchSize: 1000, batchingWindowMs: 0, startingPosition: 'TRIM_HORIZON' }],
  [{ 'flush.size': '7' }, { batchSize: 7, batchingWindowMs: 5000, startingPosition: 'TRIM_HORIZON' }],
  [{ 'flush.size': '7', 'consumer.override.max.poll.records': '20000' }, { batchSize: 10_000 }],
  [{ 'event.source.batch.size': '5', 'consumer.override.max.poll.records': '9' }, { batchSize: 5 }],
  [{ 'flush.size': '7', 'event.source.batching.window.ms': '0' }, { batchingWindowMs: 0 }],
  [{ 'consumer.override.auto.offset.reset': 'latest' }, { startingPosition: 'LATEST' }],
])('settings of %j', async (config, settings) => {
  const { herder, reconciler, deployer } = givenWorker();
  await herder.createConnector({ name: 'k', config: { ...sinkConfig, ...config } });
  await reconciler.reconcile('k');
  expect(deployer.current.get('k')).toMatchObject({ settings });
});
