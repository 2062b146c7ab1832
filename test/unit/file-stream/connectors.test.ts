import { describe, expect, test } from 'vitest';
import type { SourceOffset, SourcePartition } from '../../../lib/connect/offset.ts';
import { fileStreamSinkConfig } from '../../../lib/connectors/file-stream/sink/config.ts';
import { fileStreamSink } from '../../../lib/connectors/file-stream/sink/connector.ts';
import { fileStreamSourceConfig } from '../../../lib/connectors/file-stream/source/config.ts';
import { fileStreamSource } from '../../../lib/connectors/file-stream/source/connector.ts';

const facts = (def: object) =>
  Object.entries(def).map(([name, { type, importance, group, order, width, ...key }]) => ({
    name,
    type,
    importance,
    placed: [group, order, width],
    ...('default' in key ? { default: key.default } : {}),
  }));

const unplaced = [undefined, undefined, undefined];

test('the keys are those recorded from Apache Kafka 4.3.1', () => {
  expect(facts(fileStreamSourceConfig)).toEqual([
    { name: 'file', type: 'STRING', importance: 'HIGH', placed: unplaced, default: null },
    { name: 'topic', type: 'STRING', importance: 'HIGH', placed: unplaced },
    { name: 'batch.size', type: 'INT', importance: 'LOW', placed: unplaced, default: 2000 },
  ]);
  expect(facts(fileStreamSinkConfig)).toEqual([
    { name: 'file', type: 'STRING', importance: 'HIGH', placed: unplaced, default: null },
  ]);
});

describe('task configurations', () => {
  test('a source has one task whatever tasks.max', () => {
    const raw = { file: '/a', topic: 't' };
    expect(fileStreamSource.taskConfigs(raw, 5)).toEqual([raw]);
  });

  test('a sink has as many copies as asked', () => {
    const raw = { file: '/a', topics: 't' };
    expect(fileStreamSink.taskConfigs(raw, 3)).toEqual([raw, raw, raw]);
  });
});

test('exactly once needs a file', () => {
  expect(fileStreamSource.exactlyOnceSupport({ file: '/a', topic: 't' })).toBe('SUPPORTED');
  expect(fileStreamSource.exactlyOnceSupport({ file: '', topic: 't' })).toBe('UNSUPPORTED');
  expect(fileStreamSource.exactlyOnceSupport({ topic: 't' })).toBe('UNSUPPORTED');
});

describe('alterOffsets', () => {
  const alter = (partition: SourcePartition, offset: SourceOffset | null) =>
    fileStreamSource.alterOffsets({ file: '/a', topic: 't' }, [{ partition, offset }]);

  test.each([
    [{ filename: '/a' }, { position: 0 }],
    [{ filename: '/other' }, { position: 2n ** 60n }],
    [{ garbage: 1 }, null],
  ])('accepts %o %o', (partition, offset) => {
    expect(alter(partition, offset)).toBe(true);
  });

  // The messages are recorded ones, see connect-rest/distributed.jsonl 247–250 and 269.
  test.each([
    [
      { filename: '/a' },
      { position: '7' },
      "The value for the 'position' key in the offset is expected to be a Long value",
    ],
    [
      { filename: '/a' },
      { position: 1.5 },
      "The value for the 'position' key in the offset is expected to be a Long value",
    ],
    [
      { filename: '/a' },
      { position: -1 },
      "The value for the 'position' key in the offset should be a non-negative value",
    ],
    [{ filename: '/a' }, { pos: 1 }, "Offset objects should either be null or contain the key 'position'"],
    [{ file: '/a' }, { position: 1 }, "Partition objects should contain the key 'filename'"],
  ])('refuses %o %o', (partition, offset, message) => {
    expect(() => alter(partition, offset)).toThrow(message);
  });

  test('refuses any change when standard input is read', () => {
    expect(() => fileStreamSource.alterOffsets({ topic: 't' }, [])).toThrow(
      "Offsets cannot be modified if the 'file' configuration is unspecified. This is because stdin is used for input",
    );
  });

  test('the sink keeps no offsets of its own', () => {
    expect(fileStreamSink.alterOffsets({}, [{ topic: 't', partition: 0, offset: 3 }])).toBe(true);
  });
});
