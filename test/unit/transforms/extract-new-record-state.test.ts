import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { javaText } from '../../../lib/connect/java-text.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { extractNewRecordState } from '../../../lib/transforms/extract-new-record-state.ts';
import { changesOf } from './debezium-events.ts';

const row = s.structSchema(
  [
    ['id', s.INT32_SCHEMA],
    ['name', s.primitiveSchema('STRING', { optional: true, defaultValue: 'none' })],
  ],
  { name: 'p.public.t.Value', optional: true },
);

const { change, tombstone, other } = changesOf(row);
const created = change('c', null, { id: 1, name: 'a' });
const updated = change('u', { id: 1, name: 'a' }, { id: 1, name: null });
const deleted = change('d', { id: 1, name: 'a' }, null);

const text = (config: RawConfig, record: SourceRecord): string => {
  const out = extractNewRecordState.create(config).apply(record);
  return out === null ? 'dropped' : javaText(out.valueSchema, out.value);
};

describe('ExtractNewRecordState', () => {
  test.each([
    ['drop', 'dropped', 'dropped', 'Struct{id=1,name=a}'],
    ['tombstone', 'null', 'dropped', 'Struct{id=1,name=a}'],
    ['delete-to-tombstone', 'null', 'dropped', 'Struct{id=1,name=a}'],
    ['rewrite', 'Struct{id=1,name=a,__deleted=true}', 'dropped', 'Struct{id=1,name=a,__deleted=false}'],
    ['rewrite-with-tombstone', 'Struct{id=1,name=a,__deleted=true}', 'null', 'Struct{id=1,name=a,__deleted=false}'],
  ])('%s: a deletion is %s, its tombstone %s', (mode, ofDeletion, ofTombstone, ofCreation) => {
    const config = { 'delete.tombstone.handling.mode': mode };
    expect(text(config, deleted)).toBe(ofDeletion);
    expect(text(config, tombstone)).toBe(ofTombstone);
    expect(text(config, created)).toBe(ofCreation);
  });

  test('the schema of a row is required, as Debezium makes it, and the same for every record', () => {
    const transformation = extractNewRecordState.create({});
    const [first, second] = [created, updated].map((record) => transformation.apply(record)?.valueSchema);
    expect(first).toMatchObject({ name: 'p.public.t.Value', optional: false });
    expect(second).toBe(first);
  });

  test('null keeps, unless the row is rewritten with defaults', () => {
    expect(text({}, updated)).toBe('Struct{id=1}');
    const rewrite = { 'delete.tombstone.handling.mode': 'rewrite' };
    expect(text(rewrite, updated)).toBe('Struct{id=1,name=none,__deleted=false}');
    expect(text({ ...rewrite, 'replace.null.with.default': 'false' }, updated)).toBe('Struct{id=1,__deleted=false}');
  });

  test('adds parts of the event as fields', () => {
    const config = { 'add.fields': 'op,table,source.ts_ms,ts_ms:at,transaction.id,nothing' };
    expect(text(config, created)).toBe('Struct{id=1,name=a,__op=c,__table=t,__source_ts_ms=1000,__at=2000}');
    expect(extractNewRecordState.create(config).apply(created)?.valueSchema).toMatchObject({
      fields: [{}, {}, {}, {}, {}, {}, { name: '__transaction_id', schema: { optional: true } }],
    });
  });

  test('adds parts of the event as headers, to tombstones what is known of them', () => {
    const config = {
      'add.headers': 'op,table',
      'add.headers.prefix': 'x.',
      'delete.tombstone.handling.mode': 'rewrite-with-tombstone',
    };
    const headersOf = (record: SourceRecord) =>
      extractNewRecordState
        .create(config)
        .apply(record)
        ?.headers.map(({ key, value }) => `${key}=${value}`);
    expect(headersOf(created)).toEqual(['x.op=c', 'x.table=t']);
    expect(headersOf(tombstone)).toEqual(['x.op=d']);
  });

  test('routes by a column', () => {
    const apply = (record: SourceRecord) => extractNewRecordState.create({ 'route.by.field': 'name' }).apply(record);
    expect(apply(created)?.topic).toBe('a');
    expect(apply(deleted)?.topic).toBe('a');
    expect(apply(updated)?.topic).toBe('p.public.t');
  });

  test('removes the fields that a header lists', () => {
    const headers = [{ key: 'gone', schema: s.arraySchema(s.STRING_SCHEMA), value: ['id', 'name'] }];
    const config = { 'drop.fields.header.name': 'gone' };
    expect(text(config, { ...created, headers })).toBe('Struct{id=1}');
    expect(text({ ...config, 'drop.fields.keep.schema.compatible': 'false' }, { ...created, headers })).toBe(
      'Struct{}',
    );
  });

  test('leaves alone what is no change event, and drops truncations', () => {
    const transformation = extractNewRecordState.create({});
    expect(transformation.apply(other)).toBe(other);
    expect(transformation.apply(change('t', null, null))).toBe(null);
  });
});
