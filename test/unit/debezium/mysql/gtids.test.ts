import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodeGtidSet,
  formatGtidSet,
  isSubset,
  parseGtidSet,
  withGtid,
} from '../../../../lib/connectors/debezium/mysql/gtid-set.ts';
import { gtidsOf } from '../../../../lib/connectors/debezium/mysql/gtids.ts';

const A = '3e11fa47-71ca-11e1-9e33-c80aa9429562';
const B = '4e11fa47-71ca-11e1-9e33-c80aa9429562';

describe('GTID sets of MySQL', () => {
  test.each([
    ['', ''],
    [`${A}:1-5`, `${A}:1-5`],
    [`${A.toUpperCase()}:1-5:7,\n${B}:3`, `${A}:1-5:7,${B}:3`],
    [`${B}:3,${A}:6-9:1-5`, `${A}:1-9,${B}:3`],
    [`${A}:1-5,${A}:4-7`, `${A}:1-7`],
    [`${A}:9223372036854775806`, `${A}:9223372036854775806`],
  ])('%j is %j', (given, normal) => expect(formatGtidSet(parseGtidSet(given))).toBe(normal));

  test('take one transaction after the other, in any order', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, (all) => {
        const set = all.reduce((before, number) => withGtid(before, `${A}:${number}`), parseGtidSet(''));
        const told = [...set.values()].flat().flatMap(([from, to]) => {
          return Array.from({ length: Number(to - from) + 1 }, (_, index) => Number(from) + index);
        });
        expect(told).toEqual(all.toSorted((one, other) => one - other));
        for (const number of all) expect(isSubset(parseGtidSet(`${A}:${number}`), set)).toBe(true);
        expect(isSubset(parseGtidSet(`${A}:61`), set)).toBe(false);
      }),
    );
  });

  test('are encoded with exclusive ends', () => {
    const bytes = encodeGtidSet(parseGtidSet(`${A}:1-5:7`));
    expect(bytes.readBigUInt64LE(0)).toBe(1n);
    expect(bytes.subarray(8, 24).toString('hex')).toBe(A.replaceAll('-', ''));
    expect([24, 32, 40, 48, 56].map((at) => bytes.readBigUInt64LE(at))).toEqual([2n, 1n, 6n, 7n, 8n]);
  });

  test('of some sources, and the rest as another server has it', () => {
    const gtids = gtidsOf('mysql');
    expect(gtids.filter(`${A}:1-5,${B}:1-3`, (source) => source === A)).toBe(`${A}:1-5`);
    expect(gtids.union(`${A}:1-5`, `${A}:1-9,${B}:1-3`)).toBe(`${A}:1-5,${B}:1-3`);
    expect(gtids.sourceOf(`${A}:7`)).toBe(A);
  });
});

describe('GTID positions of MariaDB', () => {
  const gtids = gtidsOf('mariadb');
  test('have the last transaction of each domain', () => {
    expect(gtids.with('0-1-41,1-1-7', '0-2-42')).toBe('0-2-42,1-1-7');
    expect(gtids.isWithin('0-1-41', '0-2-42,1-1-7')).toBe(true);
    expect(gtids.isWithin('0-1-43', '0-2-42,1-1-7')).toBe(false);
    expect(gtids.isWithin('2-1-1', '0-2-42')).toBe(false);
    expect(gtids.sourceOf('3-1-9')).toBe('3');
  });
});
