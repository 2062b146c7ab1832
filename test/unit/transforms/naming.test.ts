import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { javaText } from '../../../lib/connect/java-text.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { collectionNameTransformation } from '../../../lib/transforms/collection-name-transformation.ts';
import { fieldNameTransformation } from '../../../lib/transforms/field-name-transformation.ts';
import { changesOf } from './debezium-events.ts';

const row = s.structSchema(
  [
    ['ID', s.INT32_SCHEMA],
    ['firstName', s.primitiveSchema('STRING', { optional: true, defaultValue: 'x', parameters: { a: 'b' } })],
  ],
  { name: 'p.public.t.Value', optional: true },
);
const { change, tombstone, other } = changesOf(row);

const renamedTopic = (config: RawConfig, topic: string) =>
  collectionNameTransformation.create(config).apply({ ...other, topic })?.topic;

describe('CollectionNameTransformation', () => {
  test.each([
    ['snake_case', 'camelCaseName', 'camel_case_name'],
    ['SNAKE_CASE', 'NameWithNumbers123', 'name_with_numbers_123'],
    ['snake_case', 'SnakeCase1', 'snake_case_1'],
    ['snake_case', '123NumbersExample', '123_numbers_example'],
    ['snake_case', 'server.dbo.Orders', 'server_dbo_orders'],
    ['camel_case', 'name_with.numbers_123', 'nameWithNumbers123'],
    ['camel_case', '_leading__twice_', 'LeadingTwice'],
    ['upper_case', 'camelCase', 'CAMELCASE'],
    ['lower_case', 'NAME_1', 'name_1'],
    ['default', 'As_it.Is', 'As_it.Is'],
  ])('%s: %s becomes %s', (style, topic, expected) => {
    expect(renamedTopic({ 'collection.naming.style': style }, topic)).toBe(expected);
  });

  test('as published', () => {
    const config = { 'collection.naming.style': 'upper_case', 'collection.naming.prefix': 'ADT_' };
    expect(renamedTopic(config, 'public.inventory')).toBe('ADT_PUBLIC.INVENTORY');
    expect(renamedTopic({ 'collection.naming.suffix': '_s' }, 't')).toBe('t_s');
  });

  test('other styles are refused', () => {
    expect(() => renamedTopic({ 'collection.naming.style': 'kebab-case' }, 't')).toThrow('String must be one of');
  });
});

const published = { 'column.naming.style': 'lower_case', 'column.naming.prefix': 'adt_' };
const rename = (record: SourceRecord, config: RawConfig = published) =>
  fieldNameTransformation.create(config).apply(record);
const shown = (record: SourceRecord | null) => record && javaText(record.valueSchema, record.value);

describe('FieldNameTransformation', () => {
  test('renames the rows of a change event, and its key', () => {
    const out = rename(change('u', { ID: 1, firstName: null }, { ID: 1, firstName: 'Anne' }));
    expect(shown(out)).toMatch(
      /^Struct\{before=Struct\{adt_id=1\},after=Struct\{adt_id=1,adt_firstname=Anne\},source=Struct\{version=3.6.1.*op=u/,
    );
    expect(out?.key).toMatchObject({ values: [1] });
    expect(out && javaText(out.keySchema, out.key)).toBe('Struct{adt_id=1}');
    const schema = out?.valueSchema;
    expect(schema).toMatchObject({ name: 'p.public.t.Envelope', version: 2 });
    const after = schema?.type === 'STRUCT' ? s.fieldOf(schema, 'after')?.schema : undefined;
    expect(after).toMatchObject({ name: 'p.public.t.Value', optional: true });
    const field = after?.type === 'STRUCT' ? s.fieldOf(after, 'adt_firstname')?.schema : undefined;
    expect(field).toBe(row.fields[1]?.schema);
  });

  test('renames the row of any other record, the outermost fields only', () => {
    const inner = s.structSchema([['innerName', s.STRING_SCHEMA]]);
    const plain = s.structSchema([['theInner', inner]], { name: 'v' });
    const value = new Struct(plain, [new Struct(inner, ['x'])]);
    const out = rename({ ...other, valueSchema: plain, value }, { 'column.naming.style': 'snake_case' });
    expect(shown(out)).toBe('Struct{the_inner=Struct{innerName=x}}');
  });

  test('the default of a struct follows', () => {
    const plain = s.structSchema([['A', s.INT32_SCHEMA]]);
    const schema = s.withOptions(plain, { defaultValue: new Struct(plain, [1]) });
    const value = schema.type === 'STRUCT' ? new Struct(schema, [2]) : null;
    const out = rename({ ...other, valueSchema: schema, value });
    expect(shown(out)).toBe('Struct{adt_a=2}');
    expect(out?.valueSchema?.defaultValue).toMatchObject({ values: [1], schema: { fields: [{ name: 'adt_a' }] } });
  });

  test('the key of a tombstone is that of its row', () => {
    const out = rename(tombstone);
    expect(out).toMatchObject({ value: null, valueSchema: null });
    expect(out && javaText(out.keySchema, out.key)).toBe('Struct{adt_id=1}');
    expect(rename({ ...tombstone, valueSchema: row })).toMatchObject({
      value: null,
      valueSchema: { fields: [{ name: 'adt_id' }, { name: 'adt_firstname' }] },
    });
  });

  test('leaves alone what has no fields', () => {
    expect(rename(other)).toBe(other);
    const schemaless = { ...other, valueSchema: null, value: { A: 1 } };
    expect(rename(schemaless)).toBe(schemaless);
  });

  test('records alike have one schema object', () => {
    const transformation = fieldNameTransformation.create(published);
    const [one, another] = [1, 2].map((ID) => transformation.apply(change('c', null, { ID, firstName: 'a' })));
    expect(one?.valueSchema).toBe(another?.valueSchema);
    expect(one?.keySchema).toBe(another?.keySchema);
  });

  test('two fields cannot have one name', () => {
    const schema = s.structSchema([
      ['a', s.INT32_SCHEMA],
      ['A', s.INT32_SCHEMA],
    ]);
    expect(() => rename({ ...other, valueSchema: schema, value: new Struct(schema, [1, 2]) })).toThrow('adt_a');
  });
});
