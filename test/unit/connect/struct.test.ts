import { describe, expect, test } from 'vitest';
import { DataError, SchemaBuilderError } from '../../../lib/connect/errors.ts';
import { javaText } from '../../../lib/connect/java-text.ts';
import * as s from '../../../lib/connect/schema.ts';
import { schemaText } from '../../../lib/connect/schema-text.ts';
import { Struct } from '../../../lib/connect/struct.ts';

const schema = s.structSchema([
  ['id', s.INT32_SCHEMA],
  ['note', s.primitiveSchema('STRING', { optional: true, defaultValue: 'none' })],
  ['ratio', s.primitiveSchema('FLOAT64', { optional: true })],
]);

describe('Struct', () => {
  test('reads by name, with and without defaults', () => {
    const struct = Struct.of(schema, { id: 7 });
    expect(struct.values).toEqual([7, null, null]);
    expect(struct.get('note')).toBe('none');
    expect(struct.getWithoutDefault('note')).toBe(null);
    expect(struct.get('ratio')).toBe(null);
  });

  test('knows its fields', () => {
    const message = 'zz is not a valid field name';
    expect(() => Struct.of(schema, { zz: 1 })).toThrow(new DataError(message));
    expect(() => new Struct(schema, []).get('zz')).toThrow(new DataError(message));
    expect(() => new Struct(schema, []).get('toString')).toThrow(DataError);
  });

  test('prints as in Java: no null fields, doubles as doubles', () => {
    expect(javaText(schema, Struct.of(schema, { id: 7, ratio: 5 }))).toBe('Struct{id=7,ratio=5.0}');
  });
});

describe('schemas', () => {
  test('a field name is there once', () => {
    const twice = () =>
      s.structSchema([
        ['a', s.INT8_SCHEMA],
        ['a', s.INT8_SCHEMA],
      ]);
    expect(twice).toThrow(new SchemaBuilderError('Cannot create field because of field name duplication a'));
    expect(twice).toThrow(DataError);
  });

  test('a changed schema is another one', () => {
    const optional = s.withOptions(schema, { optional: true, name: 'N' });
    expect(schemaText(optional)).toBe('Schema{N:STRUCT}');
    expect(schemaText(schema)).toBe('Schema{STRUCT}');
    expect(schema.optional).toBe(false);
    expect(s.fieldOf(optional, 'note')).toBe(schema.fields[1]);
    expect(s.fieldOf(optional, 'zz')).toBeUndefined();
  });
});
