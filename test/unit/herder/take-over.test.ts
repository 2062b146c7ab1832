import { expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import { givenWorker } from './given-worker.ts';
import { sinkConfig } from './sample-plugins.ts';

const offset = (topic: string, partition: number, next: number) => ({ topic, partition, offset: next });

const shown = (topic: string, partition: number, next: number) => ({
  partition: { kafka_partition: partition, kafka_topic: topic },
  offset: { kafka_offset: next },
});

/** A worker with a sink of topics a, b and c, whose name an earlier worker's sink had. */
const given = async (config: Readonly<Record<string, string>> = {}, group = 'connect-k') => {
  const worker = givenWorker();
  for (const topic of ['a', 'b', 'c', 'gone']) worker.kafka.addTopic(topic, 2);
  worker.kafka.commit(group, [offset('a', 0, 7), offset('a', 1, 8), offset('gone', 0, 3)]);
  await worker.herder.createConnector({ name: 'k', config: { ...sinkConfig, ...config } });
  return worker;
};

test('a sink goes on from what Kafka Connect has committed, before its topics are set up', async () => {
  const { reconciler, deployer, kafka } = await given();
  let before: readonly unknown[] = [];
  deployer.onApply = async () => {
    before = kafka.committed('connect-k-a');
  };
  await reconciler.reconcile('k');
  expect(before).toEqual([offset('a', 0, 7), offset('a', 1, 8)]);
  expect(kafka.committed('connect-k-b')).toEqual([]);
  // The way back is open.
  expect(kafka.committed('connect-k')).toHaveLength(3);
});

test('what a sink has committed itself is never set back', async () => {
  const { reconciler, kafka } = await given();
  kafka.commit('connect-k-a', [offset('a', 0, 100)]);
  await reconciler.reconcile('k');
  expect(kafka.committed('connect-k-a')).toEqual([offset('a', 0, 100)]);
});

test('a paused sink takes nothing over until it is resumed', async () => {
  const { herder, reconciler, kafka } = await given();
  await herder.pauseConnector('k');
  await reconciler.reconcile('k');
  expect(kafka.committed('connect-k-a')).toEqual([]);
  await herder.resumeConnector('k');
  await reconciler.reconcile('k');
  expect(kafka.committed('connect-k-a')).toHaveLength(2);
});

test('offsets left and offsets taken over show alike, each once', async () => {
  const { herder, reconciler } = await given();
  const all = [shown('gone', 0, 3), shown('a', 0, 7), shown('a', 1, 8)];
  expect(new Set(await herder.connectorOffsets('k'))).toEqual(new Set(all));
  await reconciler.reconcile('k');
  expect(new Set(await herder.connectorOffsets('k'))).toEqual(new Set(all));
});

test('what is changed before the first start starts from there, the other partitions from what was left', async () => {
  const { herder, reconciler, kafka } = await given();
  await herder.stopConnector('k');
  await reconciler.reconcile('k');
  await herder.alterConnectorOffsets('k', [shown('a', 0, 1)]);
  await herder.resumeConnector('k');
  await reconciler.reconcile('k');
  expect(new Set(kafka.committed('connect-k-a'))).toEqual(new Set([offset('a', 0, 1), offset('a', 1, 8)]));
});

test('what was reset does not come back', async () => {
  const { herder, reconciler, kafka } = await given();
  await reconciler.reconcile('k');
  await herder.stopConnector('k');
  await reconciler.reconcile('k');
  await herder.resetConnectorOffsets('k');
  expect(await herder.connectorOffsets('k')).toEqual([]);
  await herder.resumeConnector('k');
  await reconciler.reconcile('k');
  expect(kafka.committed('connect-k-a')).toEqual([]);
});

test('consumer.override.group.id names the group, and those of the topics', async () => {
  const { herder, reconciler, deployer, kafka } = await given({ 'consumer.override.group.id': 'lake' }, 'lake');
  await reconciler.reconcile('k');
  expect(deployer.current.get('k')).toMatchObject({ topics: [{ groupId: 'lake-a' }, {}, {}] });
  expect(kafka.committed('lake-a')).toHaveLength(2);
  expect(await herder.connectorOffsets('k')).toHaveLength(3);
});

test('a sink waits while the group of the earlier worker cannot be asked', async () => {
  const { reconciler, deployer, kafka } = await given();
  const { groupOffsets } = kafka.admin;
  const away = Object.assign(kafka.admin, {
    groupOffsets: () => Promise.reject(new RetriableError('no broker can be reached')),
  });
  await expect(reconciler.reconcile('k')).rejects.toThrow('no broker can be reached');
  expect(deployer.current.size).toBe(0);
  Object.assign(away, { groupOffsets });
  await reconciler.reconcile('k');
  expect(kafka.committed('connect-k-a')).toHaveLength(2);
});
