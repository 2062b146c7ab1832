import { expect, test } from 'vitest';
import { fieldNameAdjuster, schemaNameAdjuster } from '../../../lib/formats/avro/name-adjuster.ts';

test.each([
  ['avro', '1shop.a-b', '_1shop.a_b'],
  ['avro', '-shop', '_shop'],
  ['avro_unicode', 'a-b.c_d', 'a_u002db.c_u005fd'],
  // As many digits as the character's code has, and two zeros only before two.
  ['avro_unicode', 'œ€', '_u153_u20ac'],
  ['none', '1-é', '1-é'],
] as const)('%s makes of the schema name %s %s', (mode, name, adjusted) => {
  expect(schemaNameAdjuster(mode)(name)).toBe(adjusted);
});

test('names of fields have no dots', () => {
  expect(fieldNameAdjuster('avro')('1a.b c')).toBe('_1a_b_c');
  expect(fieldNameAdjuster('avro_unicode')('a.b')).toBe('a_u002eb');
});
