import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../lib/connect/logger.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { createNotifications } from '../../../lib/connectors/debezium/notifications.ts';
import { beginEvents, snapshotEvents, type ToldProgress } from '../../../lib/connectors/debezium/snapshot-events.ts';

const initial = (...tables: readonly string[]): ToldProgress => ({
  tables: tables.map((table) => ({ table })),
  after: null,
  attempt: 1,
});
const adHoc = (...tables: readonly string[]): ToldProgress => ({
  tables: tables.map((table) => ({ table, isAdHoc: true as const })),
  after: null,
  attempt: 1,
  signal: 'asked',
});

const told = (events: ReturnType<typeof snapshotEvents>) =>
  events.map(({ aggregateType, type, data }) => [aggregateType.split(' ')[0], type, data]);

describe('what is told of a snapshot', () => {
  test('an initial one: that it begins, each table, and its end', () => {
    expect(told(beginEvents(undefined, initial('a', 'b')))).toEqual([
      ['Initial', 'STARTED', {}],
      ['Initial', 'IN_PROGRESS', { data_collections: 'a,b', current_collection_in_progress: 'a' }],
    ]);
    expect(told(snapshotEvents({ ...initial('a', 'b', 'c'), rows: 7 }, { ...initial('c'), done: ['a', 'b'] }))).toEqual(
      [
        [
          'Initial',
          'TABLE_SCAN_COMPLETED',
          { data_collections: 'a,b,c', scanned_collection: 'a', total_rows_scanned: '7', status: 'SUCCEEDED' },
        ],
        ['Initial', 'IN_PROGRESS', { data_collections: 'a,b,c', current_collection_in_progress: 'b' }],
        [
          'Initial',
          'TABLE_SCAN_COMPLETED',
          { data_collections: 'a,b,c', scanned_collection: 'b', total_rows_scanned: '0', status: 'SUCCEEDED' },
        ],
        ['Initial', 'IN_PROGRESS', { data_collections: 'a,b,c', current_collection_in_progress: 'c' }],
      ],
    );
    expect(snapshotEvents({ ...initial('a'), rows: 7 }, { ...initial('a'), rows: 9 })).toEqual([]);
    expect(told(snapshotEvents(initial('b'), null)).map(([, type]) => type)).toEqual([
      'TABLE_SCAN_COMPLETED',
      'COMPLETED',
    ]);
  });

  test('none, and one that goes on or begins anew', () => {
    expect(told(beginEvents(undefined, null))).toEqual([['Initial', 'SKIPPED', {}]]);
    expect(beginEvents(null, null)).toEqual([]);
    expect(beginEvents(initial('a', 'b'), initial('b'))).toEqual([]);
    expect(beginEvents(initial('a'), { ...initial('a'), attempt: 2 })[0]?.type).toBe('STARTED');
    expect(beginEvents(null, initial('a'))[0]?.type).toBe('STARTED');
    expect(beginEvents(adHoc('a'), adHoc('a'))).toEqual([]);
  });

  test('one that a signal asks for, pauses, resumes and stops', () => {
    expect(told(snapshotEvents(null, adHoc('a', 'b')))).toEqual([
      ['Incremental', 'STARTED', { data_collections: 'a,b' }],
    ]);
    expect(snapshotEvents(null, adHoc('a'))[0]?.id).toBe('asked');
    const paused = { ...adHoc('a'), isPaused: true };
    expect(told(snapshotEvents(adHoc('a'), paused))).toEqual([['Incremental', 'PAUSED', { data_collections: 'a' }]]);
    expect(told(snapshotEvents(paused, adHoc('a')))).toEqual([['Incremental', 'RESUMED', { data_collections: 'a' }]]);
    expect(told(snapshotEvents(adHoc('a', 'b'), adHoc('b'), { isStopped: true }))).toEqual([
      ['Incremental', 'ABORTED', { data_collections: 'a' }],
    ]);
    expect(told(snapshotEvents(adHoc('a'), null, { isStopped: true }))).toEqual([['Incremental', 'ABORTED', {}]]);
  });

  test('each chunk of what a signal asked for, and how a table ended', () => {
    const further = { ...adHoc('a', 'b'), rows: 2, after: ['1', 'x'] };
    expect(told(snapshotEvents(adHoc('a', 'b'), further, { maximumKeys: new Map([['a', '9,y']]) }))).toEqual([
      [
        'Incremental',
        'IN_PROGRESS',
        {
          data_collections: 'a,b',
          current_collection_in_progress: 'a',
          maximum_key: '9,y',
          last_processed_key: '1,x',
        },
      ],
    ]);
    expect(told(snapshotEvents(further, null))).toEqual([
      [
        'Incremental',
        'TABLE_SCAN_COMPLETED',
        { data_collections: 'a,b', scanned_collection: 'a', total_rows_scanned: '2', status: 'SUCCEEDED' },
      ],
      [
        'Incremental',
        'TABLE_SCAN_COMPLETED',
        { data_collections: 'b', scanned_collection: 'b', total_rows_scanned: '0', status: 'EMPTY' },
      ],
      ['Incremental', 'COMPLETED', {}],
    ]);
  });

  test('more tables for a snapshot under way tell nothing', () => {
    expect(snapshotEvents(adHoc('a'), adHoc('a'))).toEqual([]);
    expect(snapshotEvents(adHoc('a'), adHoc('a', 'b'))).toEqual([]);
  });
});

describe('notifications', () => {
  const config = {
    'topic.prefix': 'shop',
    'schema.name.adjustment.mode': 'none',
    'notification.enabled.channels': ['sink', 'log'],
    'notification.sink.topic.name': 'told',
  } as const;

  test('are records of the original’s schemas, and lines of the log', () => {
    const lines: unknown[] = [];
    const log = { ...silentLogger, info: (message: string, facts?: unknown) => void lines.push([message, facts]) };
    const notifications = createNotifications(config, log);
    notifications.leftOut('a', 'NO_PRIMARY_KEY');
    notifications.changed(adHoc('a', 'b'), adHoc('b'));
    const [record] = notifications.take();
    expect(record?.topic).toBe('told');
    expect(record?.keySchema?.name).toBe('io.debezium.connector.common.NotificationKey');
    expect(record?.valueSchema?.name).toBe('io.debezium.connector.common.Notification');
    const { key, value } = record ?? {};
    if (!(key instanceof Struct) || !(value instanceof Struct)) throw new Error('no structs');
    expect(value.schema.fields.map(({ name }) => name)).toEqual([
      'id',
      'type',
      'aggregate_type',
      'additional_data',
      'timestamp',
    ]);
    expect([key.get('id'), value.get('id')]).toEqual(['asked', 'asked']);
    expect([value.get('aggregate_type'), value.get('type')]).toEqual(['Incremental Snapshot', 'TABLE_SCAN_COMPLETED']);
    expect(value.get('additional_data')).toEqual(
      new Map([
        ['connector_name', 'shop'],
        ['data_collections', 'a,b'],
        ['scanned_collection', 'a'],
        ['total_rows_scanned', '0'],
        ['status', 'NO_PRIMARY_KEY'],
      ]),
    );
    expect(lines[0]).toEqual(['[Notification Service]', expect.objectContaining({ scanned_collection: 'a' })]);
    expect(notifications.take()).toEqual([]);
  });

  test('a stop is told as such, and nothing where no channel is enabled', () => {
    const notifications = createNotifications(config, silentLogger);
    const quiet = createNotifications({ ...config, 'notification.enabled.channels': null }, silentLogger);
    const none = () => {};
    const actions = { execute: none, pause: none, resume: none, stop: () => notifications.changed(adHoc('a'), null) };
    notifications.watched(actions).stop(null);
    quiet.changed(adHoc('a'), null);
    const types = notifications.take().map(({ value }) => (value instanceof Struct ? value.get('type') : null));
    expect([types, quiet.take()]).toEqual([['ABORTED'], []]);
  });
});
