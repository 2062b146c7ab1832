import { expect, test } from 'vitest';
import type { TaskRegistry } from '../../../lib/observability/metrics/task-registry.ts';
import { delivered, givenRegistry, NOW, polled } from './given-registry.ts';

const valuesOf = (registry: TaskRegistry): Readonly<Record<string, number>> =>
  Object.fromEntries(registry.tasks().flatMap(({ readings }) => readings.map(({ name, value }) => [name, value])));

test('a source counts what it polled, what Kafka has, and what is in between', () => {
  const { registry, pass } = givenRegistry();
  const meter = registry.source('orders', 0);
  meter.polled(polled(9000, 5000, 4000), 20);
  meter.polled(polled(null), 40);
  meter.acknowledged(3, 2);
  meter.committed(true, 7);
  meter.committed(false, 100);
  pass(500);
  meter.polled([], 1);
  expect(valuesOf(registry)).toMatchObject({
    'source-record-poll-total': 4,
    'source-record-write-total': 2,
    'source-record-active-count': 1,
    'source-record-active-count-max': 4,
    'batch-size-max': 3,
    'batch-size-avg': 2,
    'poll-batch-avg-time-ms': 30,
    'poll-batch-max-time-ms': 40,
    'offset-commit-avg-time-ms': 7,
    'offset-commit-success-percentage': 50,
    'offset-commit-failure-percentage': 50,
    'last-poll-timestamp': NOW + 500,
    'last-record-timestamp': NOW,
    'source-record-lag-ms': 4000,
    'source-record-lag-max-ms': 4000,
  });
});

test('a new run has nothing in flight, and goes on counting', () => {
  const { registry } = givenRegistry();
  registry.source('orders', 0).polled(polled(1), 1);
  registry.source('orders', 0).polled(polled(1), 1);
  expect(valuesOf(registry)).toMatchObject({ 'source-record-poll-total': 2, 'source-record-active-count': 1 });
});

test('a sink counts what it read and put, and how long records took to be flushed', () => {
  const { registry } = givenRegistry();
  const meter = registry.sink('lake', 1);
  const batch = [delivered(0, 9000, 8000, 7000), delivered(1, 100)];
  meter.read(batch);
  expect(valuesOf(registry)).toMatchObject({ 'sink-record-active-count': 4, 'sink-record-lag-max': 3 });
  meter.put(2, 30);
  meter.committed(true, 5);
  meter.delivered(batch, true);
  expect(valuesOf(registry)).toMatchObject({
    'sink-record-read-total': 4,
    'sink-record-send-total': 2,
    'sink-record-active-count': 0,
    'sink-record-lag-max': 0,
    'partition-count': 2,
    'put-batch-max-time-ms': 30,
    'offset-commit-seq-no': 1,
    'offset-commit-completion-total': 1,
    'offset-commit-skip-total': 0,
    'last-record-timestamp': NOW,
    'end-to-end-latency-avg-ms': 4050,
    'end-to-end-latency-max-ms': 9000,
  });
});

test('a batch that comes again is not taken for one that arrived', () => {
  const { registry } = givenRegistry();
  const meter = registry.sink('lake', 0);
  meter.read([delivered(0, 1)]);
  meter.delivered([delivered(0, 1)], false);
  const values = valuesOf(registry);
  expect(values).toMatchObject({ 'offset-commit-skip-total': 1, 'offset-commit-completion-total': 0 });
  expect(values).not.toHaveProperty('end-to-end-latency-max-ms');
});

test('errors are counted in one place for as long as a warm task lives', () => {
  const { registry } = givenRegistry();
  const { errors } = registry.sink('lake', 0);
  errors['total-records-skipped'] += 1;
  expect(valuesOf(registry)).toMatchObject({ 'total-records-skipped': 1 });
  registry.forget();
  expect(registry.tasks()).toEqual([]);
  errors['total-records-skipped'] += 2;
  registry.sink('lake', 0);
  expect(valuesOf(registry)).toMatchObject({ 'total-records-skipped': 2 });
});

test('tasks that are no more are forgotten, others kept', () => {
  const { registry } = givenRegistry();
  for (const task of [0, 1]) registry.source('orders', task);
  registry.forget((_, task) => task === 0);
  expect(registry.tasks().map(({ task }) => task)).toEqual([0]);
});

test('starts are counted', () => {
  const { registry } = givenRegistry();
  for (const succeeded of [true, true, true, false]) registry.started('orders', succeeded);
  expect(Object.fromEntries(registry.startups().map(({ name, value }) => [name, value]))).toEqual({
    'task-startup-attempts-total': 4,
    'task-startup-success-total': 3,
    'task-startup-failure-total': 1,
    'task-startup-success-percentage': 75,
    'task-startup-failure-percentage': 25,
  });
});
