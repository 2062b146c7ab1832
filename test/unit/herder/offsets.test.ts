import { expect, test } from 'vitest';
import { type GivenWorker, givenWorker } from './given-worker.ts';
import { sinkConfig, sourceConfig } from './sample-plugins.ts';

const givenStopped = async (name: string, config: Readonly<Record<string, string>>): Promise<GivenWorker> => {
  const worker = givenWorker();
  await worker.herder.createConnector({ name, config, initialState: 'STOPPED' });
  await worker.reconciler.reconcile(name);
  return worker;
};

const position = (kafkaTopic: string, kafkaPartition: number) => ({
  kafka_topic: kafkaTopic,
  kafka_partition: kafkaPartition,
});

test('offsets can be changed only when nothing runs', async () => {
  const { herder, reconciler, storage } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await reconciler.reconcile('s');
  const request = { connector: 's', task: 0, owner: 'w2#1', now: 1000, expiresAt: 61_000 };
  const lease = await storage.statuses.acquireLease(request);
  await herder.stopConnector('s');
  await expect(herder.resetConnectorOffsets('s')).rejects.toThrow(/^Connectors must be in the STOPPED state before/);
  await reconciler.reconcile('s');
  await expect(herder.resetConnectorOffsets('s')).rejects.toThrow(
    /tasks of it are still ending: s-0 \(until 1970-01-01T00:01:01\.000Z at most\)/,
  );
  if (lease !== undefined) await storage.statuses.releaseLease(lease);
  expect(await herder.resetConnectorOffsets('s')).toMatch(/^The Connect framework-managed offsets for this connector/);
});

test('of two offsets for one partition the later one counts', async () => {
  const { herder } = await givenStopped('s', sourceConfig);
  await herder.alterConnectorOffsets('s', [
    { partition: { t: 'a' }, offset: { id: 1 } },
    { partition: { t: 'a' }, offset: { id: 2n ** 60n } },
    { partition: { t: 'b' }, offset: { id: 3 } },
  ]);
  expect(await herder.connectorOffsets('s')).toHaveLength(2);
  expect(await herder.connectorOffsets('s')).toContainEqual({ partition: { t: 'a' }, offset: { id: 2n ** 60n } });
  await herder.resetConnectorOffsets('s');
  expect(await herder.connectorOffsets('s')).toEqual([]);
});

test('the groups of a sink show as one', async () => {
  const { herder, kafka } = await givenStopped('k', sinkConfig);
  kafka.addTopic('a');
  kafka.commit('connect-k-a', [{ topic: 'a', partition: 0, offset: 4 }]);
  kafka.commit('connect-k-c', [{ topic: 'c', partition: 0, offset: 6 }]);
  expect(await herder.connectorOffsets('k')).toEqual([
    { partition: position('a', 0), offset: { kafka_offset: 4 } },
    { partition: position('c', 0), offset: { kafka_offset: 6 } },
  ]);
  const altered = await herder.alterConnectorOffsets('k', [
    { partition: position('a', 0), offset: { kafka_offset: '5' } },
  ]);
  expect(altered).toBe('The offsets for this connector have been altered successfully');
  expect(kafka.committed('connect-k-a')).toEqual([{ topic: 'a', partition: 0, offset: 5 }]);
});

test('forgetting one partition keeps the others of its topic', async () => {
  const { herder, kafka } = await givenStopped('k', sinkConfig);
  kafka.addTopic('a');
  kafka.commit('connect-k-a', [
    { topic: 'a', partition: 0, offset: 4 },
    { topic: 'a', partition: 1, offset: 5 },
  ]);
  await herder.alterConnectorOffsets('k', [{ partition: position('a', 1), offset: null }]);
  expect(kafka.committed('connect-k-a')).toEqual([{ topic: 'a', partition: 0, offset: 4 }]);
});

test('a position that a sink keeps itself is shown, altered and forgotten, too', async () => {
  const { herder, kafka, storage } = await givenStopped('k', sinkConfig);
  kafka.addTopic('a');
  kafka.commit('connect-k-a', [{ topic: 'a', partition: 0, offset: 4 }]);
  await storage.offsets.alter('k', [{ partition: position('a', 0), offset: { kafka_offset: 9 } }]);
  expect(await herder.connectorOffsets('k')).toMatchObject([{ offset: { kafka_offset: 9 } }]);
  await herder.alterConnectorOffsets('k', [{ partition: position('a', 0), offset: { kafka_offset: 2 } }]);
  expect(await storage.offsets.offsets('k')).toMatchObject([{ offset: { kafka_offset: 2 } }]);
  await herder.resetConnectorOffsets('k');
  expect(await herder.connectorOffsets('k')).toEqual([]);
});
