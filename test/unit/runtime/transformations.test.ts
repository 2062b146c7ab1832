import { describe, expect, it } from 'vitest';
import type { SinkTaskPlugin } from '../../../lib/config/define-task.ts';
import { ConfigError } from '../../../lib/connect/errors.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { createTransformations } from '../../../lib/runtime/plugins/create-transformations.ts';
import { createSinkHost } from '../../../lib/runtime/sink/sink-host.ts';
import { runSourceTask } from '../../../lib/runtime/source/source-run.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { COUNTING_PARTITION, countingSource } from './counting-source.ts';
import { common, deploy, textPlugins } from './fixtures.ts';
import { createMemoryKafka, valuesIn } from './memory-kafka.ts';

const TRANSFORMS = 'org.apache.kafka.connect.transforms';

/** Records of the topic `numbers` get a header, the headed ones another topic, and from there the others are dropped. */
const chain = (topic: string) => ({
  transforms: 'mark, route,drop',
  'transforms.mark.type': 'InsertHeader',
  'transforms.mark.header': 'h',
  'transforms.mark.value.literal': 'x',
  'transforms.mark.predicate': 'given',
  'transforms.route.type': `${TRANSFORMS}.RegexRouter`,
  'transforms.route.regex': '(.*)',
  'transforms.route.replacement': 'routed-$1',
  'transforms.drop.type': `${TRANSFORMS}.Filter`,
  'transforms.drop.predicate': 'marked',
  'transforms.drop.negate': 'true',
  predicates: 'given,marked',
  'predicates.given.type': `${TRANSFORMS}.predicates.TopicNameMatches`,
  'predicates.given.pattern': topic,
  'predicates.marked.type': 'HasHeaderKey',
  'predicates.marked.name': 'h',
});

const source = async (config: Readonly<Record<string, string>>) => {
  const storage = createMemoryStorage();
  const kafka = createMemoryKafka();
  await deploy(storage, 'c', config);
  const outcome = await runSourceTask(
    { ...common, storage, kafka, idleTimeoutMs: 0, leaseTtlMs: 5000, heartbeatMs: 5 },
    {
      connector: 'c',
      task: 0,
      plugin: countingSource({ total: 4, batch: 2 }),
      pluginVersion: '1',
      runId: 'r',
      deadline: Date.now() + 60_000,
      signal: new AbortController().signal,
    },
  );
  return { storage, kafka, outcome };
};

const sink = async (config: Readonly<Record<string, string>>, topic: string) => {
  const storage = createMemoryStorage();
  await deploy(storage, 'c', { topics: topic, ...config });
  const put: SinkRecord[] = [];
  const plugin: SinkTaskPlugin = {
    kind: 'sink',
    start: async () => ({ put: async (records) => void put.push(...records) }),
  };
  const host = createSinkHost({ ...common, storage, kafka: createMemoryKafka(), configRefreshMs: 0 });
  const record = {
    topic,
    partition: 2,
    offset: 9,
    timestamp: 1,
    timestampType: 'CREATE_TIME',
    key: null,
    value: Buffer.from('v'),
    headers: [],
  } as const;
  const failures = await host.deliver({
    connector: 'c',
    plugin,
    pluginVersion: '1',
    partitions: [{ topic, partition: 2, records: [record] }],
    deadline: Date.now() + 2500,
  });
  return { put, failures };
};

describe('transformations', () => {
  it('change what a source sends', async () => {
    const { kafka } = await source(chain('numbers'));
    expect(valuesIn(kafka, 'routed-numbers')).toEqual(['0', '1', '2', '3']);
    expect(kafka.sent[0]?.headers).toEqual([{ key: 'h', value: Buffer.from('x') }]);
  });

  it('drop what the predicate says, and the offsets go on', async () => {
    const { kafka, storage } = await source(chain('others'));
    expect(kafka.sent).toEqual([]);
    expect((await storage.offsets.get('c', [COUNTING_PARTITION]))[0]?.count).toBe(4);
  });

  it('change what a sink is given, which still knows where the record came from', async () => {
    const { put } = await sink(chain('t'), 't');
    expect(put).toHaveLength(1);
    expect(put[0]).toMatchObject({
      topic: 'routed-t',
      headers: [{ key: 'h', value: 'x' }],
      originalTopic: 't',
      originalKafkaPartition: 2,
      originalKafkaOffset: 9,
    });
  });

  it('drop records of a sink, which are done with then', async () => {
    expect(await sink(chain('others'), 't')).toEqual({ put: [], failures: [] });
  });

  it('fail the task when one of them fails, by default', async () => {
    const { kafka, outcome } = await source({
      transforms: 'a',
      'transforms.a.type': 'TimestampRouter',
    });
    expect(outcome).toBe('FAILED');
    expect(kafka.sent).toEqual([]);
  });

  it('are skipped over with their record under errors.tolerance=all', async () => {
    const { outcome } = await source({
      transforms: 'a',
      'transforms.a.type': 'TimestampRouter',
      'errors.tolerance': 'all',
    });
    expect(outcome).toBe('IDLE');
  });
});

describe('createTransformations', () => {
  const create = (config: Readonly<Record<string, string>>) => () =>
    createTransformations(textPlugins, config, { log: silentLogger });

  it('makes none without aliases', async () => {
    expect(await create({})()).toEqual([]);
  });

  it('loads what a transformation needs', async () => {
    const filter = { type: 'io.debezium.transforms.Filter', language: 'cel', condition: "topic == 't'" };
    const settings = Object.entries(filter).map(([key, value]) => [`transforms.a.${key}`, value]);
    expect(await create({ transforms: 'a', ...Object.fromEntries(settings) })()).toHaveLength(1);
  });

  it.each([
    [{ transforms: 'a' }, 'Missing required configuration "transforms.a.type" which has no default value.'],
    [
      { transforms: 'a', 'transforms.a.type': 'no.Such' },
      'Invalid value no.Such for configuration transforms.a.type: Class no.Such could not be found.',
    ],
    [
      { transforms: 'a', 'transforms.a.type': 'Filter', 'transforms.a.predicate': 'zz' },
      "Unknown configuration 'predicates.zz.type'",
    ],
    [
      { transforms: 'a', 'transforms.a.type': 'Filter', 'transforms.a.predicate': 'p', 'predicates.p.type': 'Nope' },
      'Invalid value Nope for configuration predicates.p.type: Class Nope could not be found.',
    ],
    [
      { transforms: 'a', 'transforms.a.type': 'RegexRouter', 'transforms.a.regex': '(' },
      /^Invalid value \( for configuration regex: Invalid regex: /,
    ],
    [{ transforms: 'a,a' }, 'Invalid value [a, a] for configuration transforms: Duplicate alias provided.'],
  ])('says what is wrong with %o', async (config, message) => {
    await expect(create(config)()).rejects.toBeInstanceOf(ConfigError);
    await expect(create(config)()).rejects.toThrow(message);
  });
});
