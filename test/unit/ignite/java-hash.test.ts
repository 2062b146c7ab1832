import { expect, it } from 'vitest';
import { binaryId, javaHash, schemaId } from '../../../lib/connectors/ignite/client/java-hash.ts';

it('is that of Java', () => {
  expect(javaHash('')).toBe(0);
  expect(javaHash('java.sql.Date')).toBe(0x40d5de3a);
  expect(javaHash('polygenelubricants')).toBe(-2_147_483_648);
  expect(binaryId('SQL_Public')).toBe(javaHash('sql_public'));
});

it('tells layouts apart by the order of their fields', () => {
  expect(schemaId([])).toBe(0);
  expect(schemaId([1, 2])).not.toBe(schemaId([2, 1]));
});
