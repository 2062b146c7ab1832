import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valuesEqual } from '../../../lib/connect/equality.ts';
import { decimalSchema } from '../../../lib/connect/logical-types.ts';
import * as s from '../../../lib/connect/schema.ts';
import { project } from '../../../lib/connect/schema-projector.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { schemaAndValue } from './arbitraries.ts';

const numbers = [s.INT8_SCHEMA, s.INT16_SCHEMA, s.INT32_SCHEMA, s.INT64_SCHEMA, s.FLOAT32_SCHEMA, s.FLOAT64_SCHEMA];

describe('project', () => {
  test('leaves a value of the same schema as it is', () => {
    fc.assert(
      fc.property(schemaAndValue, ({ schema, value }) => {
        expect(valuesEqual(project(schema, value, { ...schema }), value)).toBe(true);
      }),
    );
  });

  test.each(numbers.flatMap((source, from) => numbers.map((target, to) => ({ source, target, grows: from <= to }))))(
    '$source.type to $target.type',
    ({ source, target, grows }) => {
      if (grows) expect(project(source, 7, target)).toBe(7);
      else
        expect(() => project(source, 7, target)).toThrow(
          `Schema type mismatch. source type: ${source.type} and target type: ${target.type}`,
        );
    },
  );

  test('a 64-bit integer becomes the nearest double', () => {
    expect(project(s.INT64_SCHEMA, 2n ** 63n - 1n, s.FLOAT64_SCHEMA)).toBe(2 ** 63);
  });

  test.each([
    [s.STRING_SCHEMA, 'x', s.BOOLEAN_SCHEMA, 'Schema type mismatch. source type: STRING and target type: BOOLEAN'],
    [
      s.STRING_SCHEMA,
      'x',
      s.primitiveSchema('STRING', { name: 'n' }),
      'Schema name mismatch. source name: null and target name: n',
    ],
    [decimalSchema(1), null, decimalSchema(2), null],
    [
      s.primitiveSchema('STRING', { parameters: { a: '1' } }),
      'x',
      s.STRING_SCHEMA,
      'Schema parameters not equal. source parameters: {a=1} and target parameters: {}',
    ],
    [
      s.OPTIONAL_STRING_SCHEMA,
      'x',
      s.STRING_SCHEMA,
      'Writer schema is optional, however, target schema does not provide a default value.',
    ],
  ])('%o with %s to %o', (source, value, target, message) => {
    if (message === null) expect(project(source, value, target)).toBe(null);
    else expect(() => project(source, value, target)).toThrow(message);
  });

  test('null takes the default of a schema that allows none', () => {
    const target = s.primitiveSchema('STRING', { defaultValue: 'd' });
    expect(project(s.OPTIONAL_STRING_SCHEMA, null, target)).toBe('d');
    expect(project(s.OPTIONAL_STRING_SCHEMA, 'x', target)).toBe('x');
  });

  test('fields that are new take their defaults, fields that are gone are left out', () => {
    const source = s.structSchema([
      ['a', s.INT8_SCHEMA],
      ['gone', s.STRING_SCHEMA],
    ]);
    const target = s.structSchema([
      ['a', s.INT64_SCHEMA],
      ['fresh', s.primitiveSchema('STRING', { defaultValue: 'd' })],
      ['none', s.OPTIONAL_STRING_SCHEMA],
    ]);
    const projected = project(source, new Struct(source, [1, 'x']), target);
    expect(projected instanceof Struct && projected.values).toEqual([1, 'd', null]);
  });

  test('a required field that is missing, or does not fit, is named', () => {
    const source = s.structSchema([['a', s.STRING_SCHEMA]]);
    const value = new Struct(source, ['x']);
    expect(() => project(source, value, s.structSchema([['b', s.STRING_SCHEMA]]))).toThrow(
      'Required field `b` is missing from source schema: null',
    );
    expect(() => project(source, value, s.structSchema([['a', s.BOOLEAN_SCHEMA]]))).toThrow('Error projecting a');
  });

  test('lists and maps are projected element by element', () => {
    const [source, target] = [s.arraySchema(s.INT8_SCHEMA), s.arraySchema(s.FLOAT64_SCHEMA)];
    expect(project(source, [1, 2], target)).toEqual([1, 2]);
    const maps = [s.mapSchema(s.STRING_SCHEMA, s.INT8_SCHEMA), s.mapSchema(s.STRING_SCHEMA, s.INT32_SCHEMA)] as const;
    expect(project(maps[0], new Map([['k', 1]]), maps[1])).toEqual(new Map([['k', 1]]));
  });
});
