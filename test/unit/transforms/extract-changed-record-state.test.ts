import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { extractChangedRecordState } from '../../../lib/transforms/extract-changed-record-state.ts';
import { extractNewRecordState } from '../../../lib/transforms/extract-new-record-state.ts';
import { headerToValue } from '../../../lib/transforms/header-to-value.ts';
import { changesOf } from './debezium-events.ts';

const row = s.structSchema(
  [
    ['id', s.INT32_SCHEMA],
    ['name', s.primitiveSchema('STRING', { optional: true, defaultValue: 'none' })],
    ['data', s.OPTIONAL_BYTES_SCHEMA],
  ],
  { name: 'p.public.t.Value', optional: true },
);

const { change, tombstone, other } = changesOf(row);
const bytes = () => Uint8Array.of(1, 2);
const updated = change('u', { id: 1, name: 'a', data: bytes() }, { id: 1, name: 'b', data: bytes() });

/** As published. */
const BOTH = { 'header.changed.name': 'Changed', 'header.unchanged.name': 'Unchanged' };

const headersOf = (config: RawConfig, record: SourceRecord) =>
  extractChangedRecordState
    .create(config)
    .apply(record)
    ?.headers.map(({ key, value }) => `${key}=${value}`);

describe('ExtractChangedRecordState', () => {
  test('lists the fields of an update', () => {
    expect(headersOf(BOTH, updated)).toEqual(['Changed=name', 'Unchanged=id,data']);
    expect(extractChangedRecordState.create(BOTH).apply(updated)?.headers[0]?.schema).toMatchObject({
      type: 'ARRAY',
      name: 'Changed',
      optional: true,
      valueSchema: { type: 'STRING', optional: true },
    });
  });

  test('one list, or none', () => {
    expect(headersOf({ 'header.changed.name': 'Changed' }, updated)).toEqual(['Changed=name']);
    expect(headersOf({ 'header.unchanged.name': 'U', 'header.changed.name': ' ' }, updated)).toEqual(['U=id,data']);
    expect(headersOf({}, updated)).toEqual([]);
  });

  test('null and the default differ', () => {
    const toDefault = change('u', { id: 1, name: null }, { id: 1, name: 'none' });
    expect(headersOf({ 'header.changed.name': 'Changed' }, toDefault)).toEqual(['Changed=name']);
  });

  test.each([
    ['a creation', change('c', null, { id: 1 })],
    ['a snapshot', change('r', null, { id: 1 })],
    ['a deletion', change('d', { id: 1 }, null)],
  ])('the lists of %s are empty', (_what, record) => {
    expect(headersOf(BOTH, record)).toEqual(['Changed=', 'Unchanged=']);
  });

  test('keeps headers that are there, and what is no event', () => {
    const headers = [{ key: 'h', schema: s.STRING_SCHEMA, value: 'x' }];
    expect(headersOf(BOTH, { ...updated, headers })).toEqual(['h=x', 'Changed=name', 'Unchanged=id,data']);
    for (const record of [tombstone, other]) expect(extractChangedRecordState.create(BOTH).apply(record)).toBe(record);
  });

  test('what is extracted then can be moved into the row', () => {
    const chain = [
      extractChangedRecordState.create({ 'header.changed.name': 'Changed' }),
      extractNewRecordState.create({}),
      headerToValue.create({ headers: 'Changed', fields: '__changed', operation: 'move' }),
    ];
    const out = chain.reduce<SourceRecord | null>((record, { apply }) => record && apply(record), updated);
    expect(out?.headers).toEqual([]);
    expect(out?.value).toMatchObject({ values: [1, 'b', bytes(), ['name']] });
  });
});
