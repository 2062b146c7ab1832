import { describe, expect, it } from 'vitest';
import { DataError } from '../../../lib/connect/errors.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { validateValue } from '../../../lib/connect/validate-value.ts';
import { parseKcql, type Route } from '../../../lib/connectors/mqtt/kcql.ts';
import { readerOf } from '../../../lib/connectors/mqtt/source/message-reader.ts';
import { plainJson } from '../../../lib/formats/json/plain-json.ts';

const routeOf = (clauses: string): Route => {
  const [route] = parseKcql(`INSERT INTO t SELECT * FROM a/b ${clauses}`);
  if (route === undefined) throw new Error('no statement');
  return route;
};

const read = (clauses: string, payload: string, reader = readerOf(routeOf(clauses))) =>
  reader({ cmd: 'publish', topic: 'a/b', payload, messageId: 7, qos: 1, dup: false, retain: false });

const JSON_SIMPLE = 'WITHCONVERTER=`io.lenses.streamreactor.connect.converters.source.JsonSimpleConverter`';

describe('JSON with a schema of its own', () => {
  it('has the types of the original', () => {
    const { value, valueSchema } = read(
      JSON_SIMPLE,
      '{"id":9007199254740993,"t":21.0,"on":true,"name":"x","none":null,"list":[1,2],"at":{"lat":1}}',
    );
    if (!(value instanceof Struct) || valueSchema?.type !== 'STRUCT') throw new Error('no struct');
    validateValue(valueSchema, value);
    expect(valueSchema.name).toBe('a_b');
    expect(valueSchema.fields.map(({ name, schema }) => `${name} ${schema.type} ${schema.optional}`)).toEqual([
      'id INT64 true',
      't FLOAT64 true',
      'on BOOLEAN true',
      'name STRING true',
      'none STRING true',
      'list ARRAY true',
      'at STRUCT false',
    ]);
    expect(value.get('id')).toBe(9_007_199_254_740_993n);
    expect(plainJson(value)).toContain('"list":[1,2],"at":{"lat":1}');
  });

  it('is one schema for messages of one shape', () => {
    const reader = readerOf(routeOf(JSON_SIMPLE));
    const [one, same, other] = ['{"n":1,"l":[{"x":1}]}', '{"n":2,"l":[{"x":2}]}', '{"n":"a","l":[]}'].map(
      (payload) => read('', payload, reader).valueSchema,
    );
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it.each(['{', '[1,"a"]', '[1,2.5]', '123456789012345678901'])('refuses %s', (payload) => {
    expect(() => read(JSON_SIMPLE, payload)).toThrow(DataError);
  });
});

describe('keys', () => {
  it('are topic and id of the message where no field is named', () => {
    const { key, value } = read('', 'bytes');
    expect(key).toMatchObject({ values: ['a/b', '7'] });
    expect(String(value)).toBe('bytes');
  });

  it('are made of fields', () => {
    const clauses = `${JSON_SIMPLE} WITHKEY(id, at.lat) KEYDELIMITER='-'`;
    expect(read(clauses, '{"id":"x","at":{"lat":1.5}}').key).toBe('x-1.5');
    expect(() => read(clauses, '{"id":"x"}')).toThrow(/no text or number in at\.lat/);
  });

  it('stand beside JSON that is passed as it is', () => {
    const clauses = 'WITHCONVERTER=`JsonPassThroughConverter`';
    expect(read(clauses, '{"id": 1.0}')).toMatchObject({ key: 'a/b.7', value: '{"id": 1.0}', valueSchema: null });
    expect(read(`${clauses} WITHKEY(id)`, '{"id": 1.0}').key).toBe('1');
  });
});
