import { expect, test } from 'vitest';
import { ConfigError } from '../../../lib/connect/errors.ts';
import { parseKcql } from '../../../lib/kcql/parse-kcql.ts';

const ALL = ['PARTITIONBY', 'NOPARTITION', 'STOREAS', 'LIMIT', 'BATCH', 'WITH_FLUSH_COUNT', 'PROPERTIES'] as const;

test('names in quotes, in part or as a whole, clauses in any order and case', () => {
  const [one, other] = parseKcql(
    "INSERT INTO `bucket-name`:`a prefix` SELECT * FROM `my topic` PARTITIONBY _key.id, _value.`a.b`,c STOREAS `JSON`\n PROPERTIES('flush.count'=1, 'read.text.regex'='^[a;,)]=', \"x\"=`y`); upsert into t select a as b, now() as at from s batch = 5 storeas text limit 9",
    ALL,
  );
  expect(one).toEqual({
    target: 'bucket-name:a prefix',
    fields: [{ name: '*', alias: null }],
    source: 'my topic',
    clauses: new Map([
      ['PARTITIONBY', ['_key.id', '_value.`a.b`', 'c']],
      ['STOREAS', ['JSON']],
      ['PROPERTIES', []],
    ]),
    properties: new Map([
      ['flush.count', '1'],
      ['read.text.regex', '^[a;,)]='],
      ['x', 'y'],
    ]),
  });
  expect(other?.fields).toEqual([
    { name: 'a', alias: 'b' },
    { name: 'now()', alias: 'at' },
  ]);
  expect(Object.fromEntries(other?.clauses ?? [])).toEqual({ BATCH: ['5'], STOREAS: ['text'], LIMIT: ['9'] });
});

test.each([
  ['INSERT INTO a SELECT * FROM b PARTITIONBY (x, y) WITH_FLUSH_COUNT = 3', { PARTITIONBY: ['x', 'y'] }],
  ['INSERT INTO a SELECT * FROM b NOPARTITION STOREAS=`AVRO`', { NOPARTITION: [], STOREAS: ['AVRO'] }],
])('%s', (text, expected) => {
  expect(Object.fromEntries(parseKcql(text, ALL)[0]?.clauses ?? [])).toMatchObject(expected);
});

test.each([
  ['', /no statement/],
  [';;', /no statement/],
  ['SELECT * FROM a', /which this is not/],
  ['INSERT INTO a SELECT * FROM b PK id', /clause of KCQL is not supported: PK id/],
  ['INSERT INTO a SELECT * FROM b TTL=5', /clause of KCQL is not supported: TTL=5/],
  ['INSERT INTO a SELECT * FROM b NOPARTITIONS', /not supported/],
  ['INSERT INTO a SELECT * FROM b LIMIT 1 LIMIT 2', /LIMIT once/],
  ["INSERT INTO a SELECT * FROM b PROPERTIES('x')", /'name'=value/],
  ['INSERT INTO a SELECT a b FROM c', /cannot select this: a b/],
])('%j is refused', (text, message) => {
  expect(() => parseKcql(text, ALL)).toThrow(message);
  expect(() => parseKcql(text, ALL)).toThrow(ConfigError);
});
