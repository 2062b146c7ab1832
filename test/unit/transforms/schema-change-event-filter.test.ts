import { describe, expect, test } from 'vitest';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { schemaChangeEventFilter } from '../../../lib/transforms/schema-change-event-filter.ts';
import { changesOf } from './debezium-events.ts';

const change = s.structSchema(
  [
    ['type', s.STRING_SCHEMA],
    ['id', s.STRING_SCHEMA],
  ],
  {
    name: 'io.debezium.connector.schema.Change',
  },
);
const schema = s.structSchema(
  [
    ['ddl', s.OPTIONAL_STRING_SCHEMA],
    ['tableChanges', s.arraySchema(change, { optional: true })],
  ],
  { name: 'filter.SchemaChangeValue' },
);
const { tombstone, other, change: rowChange } = changesOf(s.structSchema([['id', s.INT32_SCHEMA]]));

const event = (tableChanges: ConnectValue) => ({
  ...tombstone,
  valueSchema: schema,
  value: new Struct(schema, ['', tableChanges]),
});
const ofTables = (...types: readonly string[]) => event(types.map((type) => new Struct(change, [type, 'test.table'])));

const filter = (list: string) => schemaChangeEventFilter.create({ 'schema.change.event.exclude.list': list });

describe('SchemaChangeEventFilter', () => {
  test('leaves out the types listed, by the first table', () => {
    const ofDropAndTruncate = filter('DROP,TRUNCATE');
    expect(ofDropAndTruncate.apply(ofTables('DROP'))).toBeNull();
    expect(ofDropAndTruncate.apply(ofTables('TRUNCATE'))).toBeNull();
    expect(ofDropAndTruncate.apply(ofTables('DROP', 'CREATE'))).toBeNull();
    const passing = [ofTables('CREATE'), ofTables('ALTER', 'DROP'), ofTables()];
    for (const record of passing) expect(ofDropAndTruncate.apply(record)).toBe(record);
  });

  test('a change without tables is one of the database, unless it says nothing of tables', () => {
    expect(filter('ALTER, DATABASE').apply(ofTables())).toBeNull();
    expect(filter('ALTER').apply(event(null))).toBeNull();
  });

  test('leaves alone everything else', () => {
    const all = filter('CREATE,ALTER,DROP,TRUNCATE,DATABASE');
    for (const record of [tombstone, other, rowChange('c', null, { id: 1 })]) expect(all.apply(record)).toBe(record);
  });

  test.each([
    ['', 'A value is required'],
    ['DROP,drop', 'drop is none of CREATE, ALTER, DROP, TRUNCATE, DATABASE'],
  ])('refuses %j', (list, message) => {
    expect(() => filter(list)).toThrow(message);
  });
});
