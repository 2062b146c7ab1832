import { expect, test } from 'vitest';
import { defineConverter } from '../../../lib/config/define-converter.ts';
import { RetriableError } from '../../../lib/connect/errors.ts';
import { STRING_SCHEMA } from '../../../lib/connect/schema.ts';
import { common, deploy } from './fixtures.ts';
import { valuesIn } from './memory-kafka.ts';
import { records, setUp } from './sink-world.ts';

/** A registry that answers for `v1` only after so many failures. */
const world = async (failures: number, config: Readonly<Record<string, string>>, timeMs: number) => {
  let left = failures;
  const flaky = defineConverter({
    className: 'test.FlakyConverter',
    version: '1',
    documentation: 'Fails in passing.',
    configDef: {},
    create: () => ({
      fromConnectData: () => null,
      toConnectData: (_topic, bytes) => {
        const value = Buffer.from(bytes ?? []).toString();
        if (value === 'v1' && left-- > 0) throw new RetriableError('registry is down');
        return { schema: STRING_SCHEMA, value };
      },
    }),
  });
  const plugins = { ...common.plugins, converters: [...common.plugins.converters, flaky] };
  const made = setUp({ plugins }, timeMs);
  await deploy(made.storage, 'c', {
    topics: 't',
    'value.converter': 'test.FlakyConverter',
    'errors.retry.delay.max.ms': '1',
    'errors.tolerance': 'all',
    'errors.deadletterqueue.topic.name': 'dlq',
    ...config,
  });
  return made;
};

test('a conversion that fails in passing is tried again in its place', async () => {
  const { sink, deliver, put, kafka } = await world(5, { 'errors.retry.timeout': '-1' }, 60_000);
  expect(await deliver(sink(), records(0, 3))).toEqual([]);
  expect(put).toEqual(['v0', 'v1', 'v2']);
  expect(kafka.sent).toEqual([]);
});

test('when the time of the invocation is up meanwhile, the batch comes again and the task does not fail', async () => {
  const { sink, deliver, put, status, kafka } = await world(1, { 'errors.retry.timeout': '-1' }, 1000);
  expect(await deliver(sink(), records(0, 3))).toEqual([{ topic: 't', partition: 0, offset: 0 }]);
  expect([put, kafka.sent, await status()]).toEqual([[], [], undefined]);
});

test('by default it is not tried again: the record is a dead letter', async () => {
  const { sink, deliver, put, kafka } = await world(1, {}, 60_000);
  expect(await deliver(sink(), records(0, 3))).toEqual([]);
  expect(put).toEqual(['v0', 'v2']);
  expect(valuesIn(kafka, 'dlq')).toEqual(['v1']);
});
