import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import * as s from '../../../lib/connect/schema.ts';
import { partitionRouting } from '../../../lib/transforms/partition-routing.ts';
import { changesOf } from './debezium-events.ts';
import { recordingLogger } from './recording-logger.ts';

const row = s.structSchema(
  [
    ['id', s.INT64_SCHEMA],
    ['price', s.FLOAT32_SCHEMA],
    ['product', s.OPTIONAL_STRING_SCHEMA],
  ],
  { name: 'p.public.t.Value', optional: true },
);

const { change, tombstone, other } = changesOf(row);
const product = (name: string | null, id = 1) => ({ id, price: 1, product: name });

const settings = (fields: string, partitions = 2, more: RawConfig = {}): RawConfig => ({
  'partition.payload.fields': fields,
  'partition.topic.num': String(partitions),
  ...more,
});

const partitionOf = (config: RawConfig, record: ReturnType<typeof change>): number | null | undefined =>
  partitionRouting.create(config).apply(record)?.kafkaPartition;

describe('PartitionRouting', () => {
  const orange = change('c', null, product('orange'));

  test('as the original by its tests', () => {
    const apple = change('c', null, product('APPLE'));
    expect(partitionOf(settings('change . product'), apple)).toBe(0);
    expect(partitionOf(settings('after.product'), apple)).toBe(0);
    expect(partitionOf(settings('change.product'), change('d', product('APPLE'), null))).toBe(0);
    expect(partitionOf(settings('after.not_existing,change.product', 3), orange)).toBe(1);
    expect(partitionOf(settings('change.id, change.product', 100), orange)).toBe(39);
    const murmur = { 'partition.hash.function': 'murmur' };
    expect(partitionOf(settings('change.id, change.product', 100, murmur), orange)).toBe(65);
  });

  test('takes fields of any part of the event', () => {
    expect(partitionOf(settings('op', 50), orange)).toBe('c'.charCodeAt(0) % 50);
    expect(partitionOf(settings('source.table', 50), orange)).toBe('t'.charCodeAt(0) % 50);
    expect(partitionOf(settings('op,source.table', 50), orange)).toBe(('c'.charCodeAt(0) + 't'.charCodeAt(0)) % 50);
  });

  test('changes nothing but the partition', () => {
    const out = partitionRouting.create(settings('op')).apply(orange);
    expect(out).toEqual({ ...orange, kafkaPartition: 'c'.charCodeAt(0) % 2 });
  });

  test('the sum of hashes overflows as in Java, and its largest value is 0', () => {
    // 97 × 31 + … of "polygenelubricants" is the least integer.
    expect(partitionOf(settings('change.product', 7), change('c', null, product('polygenelubricants')))).toBe(0);
    const { change: numbered } = changesOf(s.structSchema([['n', s.INT32_SCHEMA]]));
    expect(partitionOf(settings('after.n', 7), numbered('c', null, { n: 0x7fffffff }))).toBe(0);
    expect(partitionOf(settings('after.n', 7), numbered('c', null, { n: -1 }))).toBe(0);
    expect(partitionOf(settings('after.n', 7), numbered('c', null, { n: -2 }))).toBe(0x7ffffffe % 7);
  });

  test.each([
    ['a field that is not there', 'after.not_existing', orange],
    ['one in what is no struct', 'op.x.y', orange],
    ['one that is null', 'change.product', change('c', null, product(null))],
    ['a row that is not there', 'before.product', orange],
    ['a truncation', 'op', change('t', null, null)],
    ['a message of the log', 'op', change('m', null, null)],
    ['a tombstone', 'op', tombstone],
    ['what is no event', 'op', other],
  ])('leaves the record as it is: %s', (_what, fields, record) => {
    expect(partitionRouting.create(settings(fields)).apply(record)).toBe(record);
  });

  test('an unknown hash function is that of Java, and is told', () => {
    const { log, lines } = recordingLogger();
    const config = settings('change.id, change.product', 100, { 'partition.hash.function': 'md5' });
    expect(partitionRouting.create(config, { log }).apply(orange)?.kafkaPartition).toBe(39);
    expect(lines.join()).toContain('Unknown partition.hash.function');
  });

  test.each([
    [
      settings(',source.table'),
      "The 'partition.payload.fields' value is invalid: Empty string element(s) not permitted",
    ],
    [settings(''), "The 'partition.payload.fields' value is invalid: A value is required"],
    [settings('op', 0), 'Invalid value 0 for configuration partition.topic.num: Value must be at least 1'],
    [{ 'partition.topic.num': '2' }, 'Missing required configuration "partition.payload.fields"'],
    [{ 'partition.payload.fields': 'op' }, 'Missing required configuration "partition.topic.num"'],
  ])('refuses %o', (config, message) => {
    expect(() => partitionRouting.create(config)).toThrow(message);
  });

  test('rows of one name go to one partition, as documented', () => {
    const routing = partitionRouting.create(settings('change.name'));
    const { change: products } = changesOf(
      s.structSchema([
        ['id', s.INT32_SCHEMA],
        ['name', s.STRING_SCHEMA],
      ]),
    );
    const partitions = ['scooter', 'hammer', 'hammer', 'hammer', 'rocks', 'jacket', 'spare tire'].map(
      (name, id) => routing.apply(products('r', null, { id, name }))?.kafkaPartition,
    );
    expect(new Set(partitions.slice(1, 4)).size).toBe(1);
    expect(new Set(partitions)).toEqual(new Set([0, 1]));
  });
});
