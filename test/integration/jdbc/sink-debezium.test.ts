import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import {
  INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  STRING_SCHEMA,
  structSchema,
  withOptions,
} from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { databases, type TestDatabase } from './databases.ts';
import { sinkRecords, startSink } from './sink-tasks.ts';

const ROW = structSchema([
  ['id', INT64_SCHEMA],
  ['name', OPTIONAL_STRING_SCHEMA],
]);
const NAME = structSchema([['name', OPTIONAL_STRING_SCHEMA]]);

const envelopeOf = (row: typeof ROW) =>
  structSchema(
    [
      ['before', withOptions(row, { optional: true })],
      ['after', withOptions(row, { optional: true })],
      ['op', STRING_SCHEMA],
    ],
    { name: 'shop.public.target.Envelope' },
  );

type Row = readonly unknown[] & readonly (number | string | null)[];

/** Change events of rows of one schema. */
const eventsOf = (row: typeof ROW) => {
  const envelope = envelopeOf(row);
  const struct = (values: Row | null) => values && new Struct(row, values);
  return (op: string, before: Row | null, after: Row | null) =>
    ({ value: [envelope, new Struct(envelope, [struct(before), struct(after), op])] }) as const;
};

const headers = (...pairs: ReadonlyArray<readonly [string, number]>) => ({
  headers: pairs.map(([key, value]) => ({ key, schema: INT64_SCHEMA, value })),
});

const TOMBSTONE = {};

describe.each(databases)('Debezium’s sink on %s', (_name, create) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  });
  afterEach(() => database.close());

  const debezium = (config: RawConfig): RawConfig => ({
    ...database.config,
    'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
    'connection.username': database.config['connection.user'] ?? '',
    'insert.mode': 'upsert',
    'schema.evolution': 'basic',
    ...config,
  });
  const rows = async (columns: string): Promise<readonly string[]> =>
    (await database.select(`SELECT ${columns} FROM target ORDER BY 1`)).map((row) => row.join('='));

  test('keys of headers', async () => {
    const event = eventsOf(NAME);
    const config = debezium({ 'primary.key.mode': 'record_header', 'delete.enabled': 'true' });
    const task = await startSink(config);
    await task.put(
      sinkRecords('target', [
        { ...event('c', null, ['a']), ...headers(['shop', 1], ['id', 1]) },
        { ...event('c', null, ['b']), ...headers(['shop', 1], ['id', 2]) },
        { ...event('u', null, ['c']), ...headers(['shop', 1], ['id', 1]) },
        { ...event('d', ['b'], null), ...headers(['shop', 1], ['id', 2]) },
        TOMBSTONE,
        { value: [NAME, new Struct(NAME, ['plain'])], ...headers(['shop', 2], ['id', 1]) },
      ]),
    );
    expect(await rows('shop, id, name')).toEqual(['1=1=c', '2=1=plain']);
    await expect(task.put(sinkRecords('target', [event('c', null, ['x'])], 10))).rejects.toThrow(
      "'record_header' cannot have empty message headers",
    );
  });

  test('a key of some headers', async () => {
    const event = eventsOf(NAME);
    const config = debezium({ 'primary.key.mode': 'record_header', 'primary.key.fields': 'id' });
    const reports = new Map<number, string>();
    const task = await startSink(config, reports);
    await task.put(
      sinkRecords('target', [
        { ...event('c', null, ['a']), ...headers(['trace', 1], ['id', 1]) },
        { ...event('u', null, ['b']), ...headers(['trace', 2], ['id', 1]) },
        { ...event('u', null, ['c']), ...headers(['trace', 2]) },
      ]),
    );
    expect(await rows('id, name')).toEqual(['1=b']);
    expect(reports.get(2)).toContain(
      'RECORD_HEADER with configured PK fields [id], but record header schema does not contain field: id',
    );
  });

  test('deletions by the row that was', async () => {
    const event = eventsOf(ROW);
    const config = debezium({
      'primary.key.mode': 'record_value',
      'primary.key.fields': 'id',
      'delete.enabled': 'true',
    });
    const task = await startSink(config);
    await task.put(
      sinkRecords('target', [
        event('c', null, [1, 'a']),
        event('c', null, [2, 'b']),
        event('u', [1, 'a'], [1, 'c']),
        event('d', [2, 'b'], null),
        TOMBSTONE,
      ]),
    );
    expect(await rows('id, name')).toEqual(['1=c']);
    await expect(task.put(sinkRecords('target', [event('d', null, null)], 10))).rejects.toThrow(
      'Cannot extract primary key from a null record value',
    );
  });

  test('tables that must be there', async () => {
    await database.run('CREATE TABLE target (id bigint NOT NULL PRIMARY KEY, name varchar(20))');
    const event = eventsOf(ROW);
    const config = {
      'primary.key.mode': 'record_value',
      'primary.key.fields': 'id',
      'schema.evolution': 'validate-only',
    };
    const named = await startSink(debezium({ ...config, topics: 'target, missing' }));
    await expect(named.put(sinkRecords('target', [event('c', null, [1, 'a'])]))).rejects.toThrow(
      /Target table '.?missing.?' does not exist, but 'schema.evolution' is set to 'validate-only'/,
    );
    expect(await rows('id, name')).toEqual([]);
    const matched = await startSink(debezium({ ...config, 'topics.regex': '.*' }));
    await matched.put(sinkRecords('target', [event('c', null, [1, 'a'])]));
    expect(await rows('id, name')).toEqual(['1=a']);
    await expect(matched.put(sinkRecords('missing', [event('c', null, [1, 'a'])]))).rejects.toThrow('does not exist');
  });

  test('the data of CloudEvents', async () => {
    const cloudEvent = structSchema(
      [
        ['id', STRING_SCHEMA],
        ['data', ROW],
      ],
      { name: 'shop.public.target.CloudEvents.Envelope' },
    );
    const content = { value: [cloudEvent, new Struct(cloudEvent, ['e', new Struct(ROW, [1, 'a'])])] } as const;
    const task = await startSink(debezium({ 'primary.key.mode': 'record_value', 'primary.key.fields': 'id' }));
    await task.put(sinkRecords('target', [content]));
    expect(await rows('id, name')).toEqual(['1=a']);
  });
});
