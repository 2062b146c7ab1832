import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { Header } from '../../../lib/connect/header.ts';
import { javaText } from '../../../lib/connect/java-text.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { validateValue } from '../../../lib/connect/validate-value.ts';
import { headerToValue } from '../../../lib/transforms/header-to-value.ts';
import { changesOf } from './debezium-events.ts';

const row = s.structSchema([['id', s.INT64_SCHEMA]], { name: 'p.public.t.Value', optional: true });
const { change, tombstone, other } = changesOf(row);

const text = (key: string, value: string): Header => ({ key, schema: s.STRING_SCHEMA, value });
const created = { ...change('c', null, { id: 1 }), headers: [text('h1', 'v1'), text('h2', 'v2'), text('h4', 'v4')] };
const deleted = { ...change('d', { id: 1 }, null), headers: created.headers };

const created2 = { ...created, headers: [text('h2', 'v2')] };

const copied = (fields: string, headers = 'h1,h2,h3'): RawConfig => ({ headers, fields, operation: 'copy' });

const applied = (config: RawConfig, record: SourceRecord): SourceRecord | null => {
  const out = headerToValue.create(config).apply(record);
  if (out !== null && out.valueSchema !== null) validateValue(out.valueSchema, out.value);
  return out;
};

const shown = (config: RawConfig, record: SourceRecord): string => {
  const out = applied(config, record);
  return javaText(out?.valueSchema ?? null, out?.value ?? null).replace(/source=Struct\{.*?\},/, '');
};

describe('HeaderToValue', () => {
  test('copies headers into the value', () => {
    expect(shown(copied('f1,f2,f3'), created)).toBe('Struct{after=Struct{id=1},op=c,ts_ms=2000,f1=v1,f2=v2}');
    expect(applied(copied('f1,f2,f3'), created)?.headers).toBe(created.headers);
  });

  test('or moves them', () => {
    const out = applied({ ...copied(' f1 , f2, f3 '), operation: 'MOVE' }, created);
    expect(out?.value).toBeInstanceOf(Struct);
    expect(out?.headers.map(({ key }) => key)).toEqual(['h4']);
  });

  test('keeps the schemas of headers', () => {
    const names = s.arraySchema(s.OPTIONAL_STRING_SCHEMA, { optional: true, name: 'h1' });
    const record = { ...created, headers: [{ key: 'h1', schema: names, value: ['a', 'b'] }] };
    expect(shown(copied('f1', 'h1'), record)).toContain('f1=[a, b]');
    expect(applied(copied('f1', 'h1'), record)?.valueSchema).toMatchObject({
      name: 'p.public.t.Envelope',
      version: 2,
      fields: [{}, {}, {}, {}, {}, {}, { name: 'f1', schema: names }],
    });
  });

  test('dots lead into structs', () => {
    expect(shown(copied('f1,after.f2,source.f3'), created)).toBe(
      'Struct{after=Struct{id=1,f2=v2},op=c,ts_ms=2000,f1=v1}',
    );
  });

  test('a struct that is null stays it', () => {
    expect(shown(copied('after.f1', 'h1'), deleted)).toBe('Struct{before=Struct{id=1},op=d,ts_ms=2000}');
  });

  test('structs that are missing are made, at any depth', () => {
    expect(shown(copied('headers.a,headers.b.c,headers.d'), created)).toBe(
      'Struct{after=Struct{id=1},op=c,ts_ms=2000,headers=Struct{a=v1,b=Struct{c=v2}}}',
    );
    expect(applied(copied('headers.a', 'h1'), created)?.valueSchema).toMatchObject({
      fields: [{}, {}, {}, {}, {}, {}, { name: 'headers', schema: { optional: true, name: undefined } }],
    });
  });

  test('a field that is there gets the value', () => {
    expect(shown(copied('op', 'h2'), created)).toBe('Struct{after=Struct{id=1},op=v2,ts_ms=2000}');
    expect(() => shown(copied('ts_ms', 'h2'), created)).toThrow('Invalid Java object for schema with type INT64');
  });

  test('of two headers of one name the last counts', () => {
    const twice = { ...created, headers: [text('h1', 'first'), text('h1', 'second')] };
    expect(shown(copied('f1', 'h1'), twice)).toContain('f1=second');
  });

  test('a record with other headers gets a schema of its own, the same for all such', () => {
    const transformation = headerToValue.create(copied('f1,f2,f3'));
    const schemas = [created2, created, created2, created].map((record) => transformation.apply(record)?.valueSchema);
    expect(schemas[2]).toBe(schemas[0]);
    expect(schemas[3]).toBe(schemas[1]);
    expect(schemas.map((schema) => (schema?.type === 'STRUCT' ? schema.fields.length : 0))).toEqual([7, 8, 7, 8]);
  });

  test('schemas of headers that are read anew for each record are known by content', () => {
    const transformation = headerToValue.create(copied('f1', 'h1'));
    const fresh = () => ({ ...created, headers: [{ key: 'h1', schema: s.primitiveSchema('STRING'), value: 'x' }] });
    expect(transformation.apply(fresh())?.valueSchema).toBe(transformation.apply(fresh())?.valueSchema);
  });

  test('leaves alone what has none of the headers, and tombstones', () => {
    const without = change('c', null, { id: 1 });
    expect(applied(copied('f1', 'h1,'), without)).toBe(without);
    expect(applied(copied('f1', 'h1'), tombstone)).toBe(tombstone);
  });

  test('refuses what is no struct, what leads through a value, and values without a schema', () => {
    expect(() => applied(copied('f1', 'h1'), other)).toThrow(
      'Only Struct objects supported for [Header field insertion]',
    );
    expect(() => applied(copied('op.f1', 'h1'), created)).toThrow(
      "Field 'op' is a primitive type, not a struct. Cannot add nested field 'op.f1'.",
    );
    const bare = { ...created, headers: [{ key: 'h1', schema: null, value: null }] };
    expect(() => applied(copied('f1', 'h1'), bare)).toThrow('fieldSchema for field f1 cannot be null.');
    expect(() => applied(copied('x,x.y', 'h1,h2'), created)).toThrow('field name duplication x');
  });

  test.each([
    [{ headers: 'h1', fields: 'f1', operation: 'none' }, 'Invalid value none for configuration operation'],
    [{ headers: 'h1', operation: 'copy' }, 'Missing required configuration "fields"'],
    [{ fields: 'f1', operation: 'copy' }, 'Missing required configuration "headers"'],
    [copied('f1', 'h1,h2'), "'fields' config must have the same number of elements as 'headers' config."],
    [copied(',f2', 'h1,h2'), "Invalid value ,f2 for configuration fields: The 'fields' value is invalid: Empty string"],
    [copied('f1', 'header one'), "The 'headers' value is invalid: Element(s) containing space not permitted"],
    [copied('after. f', 'h1'), "The 'fields' value is invalid: Element(s) containing space not permitted"],
    [copied('', 'h1'), "The 'fields' value is invalid: A value is required"],
  ])('refuses %o', (config, message) => {
    expect(() => headerToValue.create(config)).toThrow(message);
  });

  test('works as documented', () => {
    const transformation = headerToValue.create({
      headers: 'event_timestamp,key',
      fields: 'timestamp,source.id',
      operation: 'move',
    });
    const headers = [
      { key: 'header_x', schema: s.INT32_SCHEMA, value: 0 },
      { key: 'event_timestamp', schema: s.INT64_SCHEMA, value: 1626102708861 },
      { key: 'key', schema: s.INT32_SCHEMA, value: 100 },
    ];
    const out = transformation.apply({ ...created, headers });
    expect(javaText(out?.valueSchema ?? null, out?.value ?? null)).toBe(
      'Struct{after=Struct{id=1},source=Struct{version=3.6.1,ts_ms=1000,table=t,id=100},op=c,ts_ms=2000,timestamp=1626102708861}',
    );
    expect(out?.headers.map(({ key }) => key)).toEqual(['header_x']);
  });
});
