import { expect, test } from 'vitest';
import type { SinkTaskPlugin } from '../../../lib/config/define-task.ts';
import { DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { createTaskErrorCounts } from '../../../lib/runtime/errors/task-error-counts.ts';
import { deliverBatch } from '../../../lib/runtime/sink/sink-batch.ts';
import { startSinkTask } from '../../../lib/runtime/sink/sink-task-instance.ts';
import { assignmentOf } from '../../../lib/runtime/task-assignment.ts';
import { noMeters, type TaskMeters } from '../../../lib/runtime/task-meters.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { common, deploy } from './fixtures.ts';
import { createMemoryKafka } from './memory-kafka.ts';
import { record } from './sink-world.ts';

const setUp = async (config: Readonly<Record<string, string>>) => {
  const storage = createMemoryStorage();
  const kafka = createMemoryKafka();
  const clock = { now: () => 5000, sleep: async () => {} };
  const counts = createTaskErrorCounts();
  const meters: TaskMeters = { ...noMeters, sink: (...task) => ({ ...noMeters.sink(...task), errors: counts }) };
  const runtime = { ...common, storage, kafka, clock, meters, configRefreshMs: 0 };
  await deploy(storage, 'c', { topics: 't', 'errors.tolerance': 'all', ...config });
  const assignment = assignmentOf(await storage.configs.connector('c'), 0);
  if (assignment === undefined) throw new Error('the connector was deployed');
  const plugin: SinkTaskPlugin = {
    kind: 'sink',
    start: async () => ({
      put: async (batch) => {
        if (batch.some(({ value }) => value === 'too long')) throw new DataError('too long');
      },
    }),
  };
  const delivery = { connector: 'c', plugin, pluginVersion: '1', partitions: [], deadline: 60_000 };
  const instance = await startSinkTask(runtime, delivery, assignment, 0);
  const deliver = (values: readonly string[]) => {
    const records = values.map((value, offset) => record(offset, value));
    return deliverBatch(runtime, delivery, instance, [{ topic: 't', partition: 0, records }]);
  };
  return { kafka, counts, deliver };
};

test('every tolerated record is counted, whichever stage it failed at', async () => {
  const { counts, deliver } = await setUp({
    'errors.log.enable': 'true',
    'errors.deadletterqueue.topic.name': 'dlq',
  });
  expect(counts['last-error-timestamp']).toBe(0);
  await deliver(['a', 'poison', 'b', 'too long', 'c', 'poison']);
  expect(counts).toEqual({
    'total-record-failures': 3,
    'total-record-errors': 3,
    'total-records-skipped': 3,
    'total-retries': 0,
    'total-errors-logged': 3,
    'deadletterqueue-produce-requests': 3,
    'deadletterqueue-produce-failures': 0,
    'last-error-timestamp': 5000,
  });
});

test('a record that stops the task is an error, but not skipped', async () => {
  const { counts, deliver } = await setUp({ 'errors.tolerance': 'none' });
  await expect(deliver(['a', 'poison'])).rejects.toThrow('Tolerance exceeded');
  expect(counts).toMatchObject({ 'total-record-errors': 1, 'total-records-skipped': 0 });
});

test('dead letters that could not be written are counted, each try', async () => {
  const { kafka, counts, deliver } = await setUp({ 'errors.deadletterqueue.topic.name': 'dlq' });
  let failures = 1;
  kafka.onSend = () => {
    if (failures-- > 0) throw new RetriableError('not enough replicas');
  };
  await deliver(['poison', 'a']);
  expect(counts).toMatchObject({
    'deadletterqueue-produce-requests': 2,
    'deadletterqueue-produce-failures': 1,
    'total-records-skipped': 1,
  });
});
