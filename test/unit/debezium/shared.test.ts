import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../lib/connect/logger.ts';
import { STRING_SCHEMA } from '../../../lib/connect/schema.ts';
import { createColumnMappers } from '../../../lib/connectors/debezium/column-mapper.ts';
import { javaSerialized } from '../../../lib/connectors/debezium/java-serialized.ts';
import { createKeyMapper } from '../../../lib/connectors/debezium/message-key.ts';
import { nameFilter, namePatterns } from '../../../lib/connectors/debezium/name-patterns.ts';
import { createSignalProcessor, parseSignal, type SnapshotRequest } from '../../../lib/connectors/debezium/signals.ts';
import { createTableFilter } from '../../../lib/connectors/debezium/table-filter.ts';
import { createTopicNaming } from '../../../lib/connectors/debezium/topic-naming.ts';
import { createTransactionMonitor } from '../../../lib/connectors/debezium/transaction-monitor.ts';

const column = {
  name: 'email',
  typeName: 'varchar',
  length: 40,
  scale: 0,
  optional: true,
  defaultValue: undefined,
  comment: null,
  isText: true,
  schema: STRING_SCHEMA,
};

describe('names', () => {
  test('expressions match whole names in any case; an escaped comma is part of one', () => {
    const matches = namePatterns(['public\\.a{1\\', '2}', 'Sales\\..*']);
    expect(['public.aa', 'PUBLIC.A', 'sales.x', 'public.aaa', 'xpublic.a'].map(matches)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('an include list counts before an exclude list; neither lets everything in', () => {
    expect(nameFilter(['a'], ['a'])('a')).toBe(true);
    expect(nameFilter(null, ['a.*'])('ab')).toBe(false);
    expect(nameFilter([], null)('x')).toBe(true);
  });

  test('the table of signals is always captured', () => {
    const isCaptured = createTableFilter(
      {
        'schema.include.list': null,
        'schema.exclude.list': ['hidden'],
        'table.include.list': ['public\\.orders'],
        'table.exclude.list': null,
        'signal.data.collection': ['ops.signals'],
      },
      ({ schema }) => schema === 'pg_catalog',
    );
    const tables = [
      ['public', 'orders'],
      ['public', 'other'],
      ['ops', 'signals'],
      ['hidden', 'orders'],
    ] as const;
    expect(tables.map(([schema, table]) => isCaptured({ schema, table }))).toEqual([true, false, true, false]);
  });

  test('topics are named after tables, with what Kafka does not allow replaced', () => {
    const topics = createTopicNaming({
      'topic.prefix': 'shop',
      'topic.delimiter': '.',
      'topic.heartbeat.prefix': null,
      'heartbeat.topics.prefix': '__debezium-heartbeat',
      'topic.transaction': 'transaction',
    });
    expect(topics.table({ schema: 'public', table: 'Odd Näme' })).toBe('shop.public.Odd_N_me');
    expect([topics.heartbeat, topics.transaction]).toEqual(['__debezium-heartbeat.shop', 'shop.transaction']);
  });
});

describe('columns', () => {
  const mapperOf = createColumnMappers({
    'column.mask.with.5.chars': 'public\\.users\\.email',
    'column.mask.hash.SHA-256.with.salt.pepper': 'public\\.users\\.name',
    'column.mask.hash.v2.SHA-512.with.salt.pepper': 'public\\.users\\.city',
    'column.truncate.to.3.chars': 'public\\.users\\.note',
    'column.propagate.source.type': 'public\\.other\\..*',
  });
  const changed = (name: string, value: string | null) =>
    mapperOf('public.users', { ...column, name })?.change({ ...column, name })?.(value);

  test('are masked, hashed and cut', () => {
    expect([changed('email', 'a@b'), changed('email', null)]).toEqual(['*****', '*****']);
    expect(changed('note', 'abcdef')).toBe('abc');
    const hash = createHash('sha512').update('pepper').update('Rome').digest('hex');
    expect(changed('city', 'Rome')).toBe(hash.slice(0, 40));
    const java = createHash('sha256').update('pepper').update(javaSerialized('Ann')).digest('hex');
    expect(changed('name', 'Ann')).toBe(java.slice(0, 40));
  });

  test('tell their types', () => {
    expect(mapperOf('public.other', column)?.parameters(column)).toEqual({
      '__debezium.source.column.type': 'VARCHAR',
      '__debezium.source.column.length': '40',
      '__debezium.source.column.scale': '0',
      '__debezium.source.column.name': 'email',
    });
  });

  test('a hash algorithm that there is not is refused', () => {
    expect(() => createColumnMappers({ 'column.mask.hash.NOPE.with.salt.x': 'a' })).toThrow(/NOPE.*SHA-256/);
  });

  test('Java writes strings in its own way', () => {
    expect(Buffer.from(javaSerialized('aé\0')).toString('hex')).toBe('aced0005740005' + '61c3a9c080');
  });

  test('keys are of the columns that message.key.columns names, in its order', () => {
    const keyOf = createKeyMapper('public.a:y,x;(.*).b:id');
    expect(keyOf('public.a', ['x', 'y', 'z'])).toEqual(['y', 'x']);
    expect(keyOf('sales.b', ['id', 'x'])).toEqual(['id']);
    expect(keyOf('public.c', ['id'])).toBeUndefined();
  });
});

describe('transactions', () => {
  test('count their events by table', () => {
    const monitor = createTransactionMonitor();
    monitor.begin('7:1', 5);
    expect(monitor.event('7:2', 'a').values).toEqual(['7:2', 1, 1]);
    expect(monitor.event('7:3', 'b').values).toEqual(['7:3', 2, 1]);
    expect(monitor.event('7:4', 'a').values).toEqual(['7:4', 3, 2]);
    const { key, value } = monitor.end('7:5', 6);
    expect(key.get('id')).toBe('7:5');
    expect(value.get('event_count')).toBe(3);
  });
});

describe('signals', () => {
  test('ask for snapshots, with conditions; what makes no sense is left', () => {
    const requests: SnapshotRequest[] = [];
    const calls: unknown[] = [];
    const process = createSignalProcessor(
      {
        execute: (request) => void requests.push(request),
        stop: (tables) => void calls.push(tables),
        pause: () => void calls.push('pause'),
        resume: () => void calls.push('resume'),
      },
      silentLogger,
    );
    const data = {
      type: 'incremental',
      'data-collections': ['public.a'],
      'additional-conditions': [{ 'data-collection': 'public.a', filter: 'id > 5' }],
    };
    process(parseSignal('1', 'execute-snapshot', JSON.stringify(data)));
    expect(requests[0]?.tables).toEqual(['public.a']);
    expect(requests[0]?.filterOf('public.a')).toBe('id > 5');
    process(parseSignal('2', 'stop-snapshot', '{"data-collections":["public.a"]}'));
    process(parseSignal('3', 'stop-snapshot', null));
    process(parseSignal('4', 'pause-snapshot', '{broken'));
    process(parseSignal('5', 'resume-snapshot', ''));
    process(parseSignal('6', 'dance', '{}'));
    expect(calls).toEqual([['public.a'], null, 'pause', 'resume']);
  });
});
