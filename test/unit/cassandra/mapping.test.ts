import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ConfigError } from '../../../lib/connect/errors.ts';
import { parseKcql } from '../../../lib/connectors/cassandra/sink/kcql/parse-kcql.ts';
import { parseMapping } from '../../../lib/connectors/cassandra/sink/mapping/parse-mapping.ts';
import { SyntaxProblem } from '../../../lib/connectors/cassandra/sink/mapping/tokens.ts';
import { queryParameters } from '../../../lib/connectors/cassandra/sink/query-parameters.ts';

const field = (part: 'key' | 'value' | 'header', path = '') => ({ kind: 'field', part, path });

describe('a mapping', () => {
  it('is read as DataStax documents it', () => {
    const text = 'col1=key.f1, col2=value.f1, __ttl=value.f2, __timestamp=value.f3, col3=header.f1, col4=now()';
    expect(parseMapping(text)).toEqual({
      columns: [
        { column: 'col1', source: field('key', 'f1') },
        { column: 'col2', source: field('value', 'f1') },
        { column: 'col3', source: field('header', 'f1') },
        { column: 'col4', source: { kind: 'now' } },
      ],
      wildcards: [],
      ttlSource: field('value', 'f2'),
      timestampSource: field('value', 'f3'),
    });
  });

  it('has quoted names, nested fields, whole keys and values, and wildcards', () => {
    const { columns, wildcards } = parseMapping('"My ""Col"""="value.a b", Udt = value.x.y ,k=key, v=value,*=value.*');
    expect(columns).toEqual([
      { column: 'My "Col"', source: field('value', 'a b') },
      { column: 'Udt', source: field('value', 'x.y') },
      { column: 'k', source: field('key') },
      { column: 'v', source: field('value') },
    ]);
    expect(wildcards).toEqual(['value']);
    expect(parseMapping('"__ttl"=value.a').columns).toHaveLength(1);
  });

  const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
  const blank = fc.constantFrom('', ' ', '\n\t');

  test('gives back whatever names are quoted', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, name), { minLength: 1, maxLength: 6, selector: ([one]) => one }),
        blank,
        (pairs, gap) => {
          const text = pairs
            .map(([column, path]) => `${quote(column)}${gap}=${gap}${quote(`value.${path}`)}`)
            .join(`${gap},${gap}`);
          expect(parseMapping(text).columns).toEqual(
            pairs.map(([column, path]) => ({ column, source: field('value', path) })),
          );
        },
      ),
    );
  });

  test('is parsed or refused with a place, whatever it is', () => {
    const noise = fc.stringMatching(/^[a-c"=,.()* \nkeyvalu]{0,30}$/);
    fc.assert(
      fc.property(fc.oneof(noise, fc.string({ maxLength: 30 })), (text) => {
        try {
          parseMapping(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxProblem);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['', 'found the end where a column should be'],
    ['a', "found the end where '=' should be"],
    ['a=value.b,', 'found the end where a column should be'],
    ['a=value.b c', undefined],
    ['a=other.b', "Invalid field name 'other.b'"],
    ['a=uuid()', "Invalid field name 'uuid()'"],
    ['a=value.b, a=value.c', "Mapping already defined for column 'a'"],
    ['a=value.b; b=value.c', 'unexpected character ;'],
    ['*=header.*', "'*' takes 'value.*' or 'key.*'"],
  ])('%j is refused, with the reason', (text, message) => {
    if (message === undefined) expect(parseMapping(text).columns[0]?.source).toEqual(field('value', 'bc'));
    else expect(() => parseMapping(text)).toThrow(message);
  });
});

describe('KCQL', () => {
  it('is read as Lenses documents it', () => {
    const [first, second] = parseKcql(
      "INSERT INTO orders SELECT id, product.name AS product, _key.x as k, _header.h, now() AS at FROM `orders-topic` TTL=60; upsert into ks.t select * from a.b PROPERTIES('nullToUnset'='true', 'ttl'=7)",
    );
    expect(first).toMatchObject({
      keyspace: null,
      table: 'orders',
      topic: 'orders-topic',
      ttlSeconds: 60,
      isWildcard: false,
    });
    expect(first?.columns).toEqual([
      { column: 'id', source: field('value', 'id') },
      { column: 'product', source: field('value', 'product.name') },
      { column: 'k', source: field('key', 'x') },
      { column: 'h', source: field('header', 'h') },
      { column: 'at', source: { kind: 'now' } },
    ]);
    expect(second).toMatchObject({
      keyspace: 'ks',
      table: 't',
      topic: 'a.b',
      isWildcard: true,
      properties: { nullToUnset: 'true', ttl: '7' },
    });
  });

  it.each(['', 'SELECT * FROM a', 'INSERT INTO t SELECT * FROM a PK id', 'INSERT INTO t SELECT a+b FROM x y'])(
    '%j is refused',
    (text) => expect(() => parseKcql(text)).toThrow(ConfigError),
  );
});

test('a query’s parameters are found, but not in its texts', () => {
  expect(queryParameters(`UPDATE t SET a = {'x:y': :one}, b = ':no', c = :"Two" WHERE k = :one`)).toEqual([
    'one',
    'Two',
    'one',
  ]);
});
