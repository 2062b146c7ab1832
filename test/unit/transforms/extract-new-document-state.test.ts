import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { javaText } from '../../../lib/connect/java-text.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { extractNewDocumentState } from '../../../lib/transforms/extract-new-document-state.ts';

const updateDescription = s.structSchema(
  [
    ['removedFields', s.arraySchema(s.STRING_SCHEMA, { optional: true })],
    ['updatedFields', s.OPTIONAL_STRING_SCHEMA],
  ],
  { name: 'io.debezium.connector.mongodb.changestream.updatedescription', optional: true },
);
const source = s.structSchema([['collection', s.STRING_SCHEMA]]);
const envelope = s.structSchema(
  [
    ['before', s.OPTIONAL_STRING_SCHEMA],
    ['after', s.OPTIONAL_STRING_SCHEMA],
    ['updateDescription', updateDescription],
    ['source', source],
    ['op', s.OPTIONAL_STRING_SCHEMA],
  ],
  { name: 'p.shop.items.Envelope' },
);
const keySchema = s.structSchema([['id', s.STRING_SCHEMA]], { name: 'p.shop.items.Key' });

const record = (value: Struct | null): SourceRecord => ({
  topic: 'p.shop.items',
  kafkaPartition: null,
  keySchema,
  key: new Struct(keySchema, ['7']),
  valueSchema: value === null ? null : envelope,
  value,
  timestamp: null,
  headers: [],
  sourcePartition: { server_id: 'p' },
  sourceOffset: { sec: 1 },
});

const change = (parts: Readonly<Record<string, ConnectValue>>): SourceRecord =>
  record(Struct.of(envelope, { source: new Struct(source, ['items']), ...parts }));

const created = (after: string): SourceRecord => change({ after, op: 'c' });
const deleted = change({ op: 'd' });
const deletedWithImage = change({ op: 'd', before: '{"_id": 7,"a": "x"}' });
const tombstone = record(null);

const apply = (config: RawConfig, one: SourceRecord) => extractNewDocumentState.create(config).apply(one);
const text = (config: RawConfig, one: SourceRecord): string => {
  const out = apply(config, one);
  return out === null ? 'dropped' : javaText(out.valueSchema, out.value);
};
const valueSchema = (config: RawConfig, after: string) => apply(config, created(after))?.valueSchema ?? null;

/** Types as a glance shows them. */
const shown = (schema: s.Schema | null): unknown => {
  if (schema?.type === 'STRUCT')
    return { $: schema.name, ...Object.fromEntries(schema.fields.map((field) => [field.name, shown(field.schema)])) };
  return schema?.type === 'ARRAY' ? [shown(schema.valueSchema)] : (schema?.name?.split('.').at(-1) ?? schema?.type);
};

describe('ExtractNewDocumentState', () => {
  test('every type has its own, and nothing is rounded', () => {
    const after = `{"_id": {"$oid": "5f1"},"i": 1,"l": {"$numberLong": "9007199254740993"},"big": 3000000000,"d": 1.0,
      "dec": {"$numberDecimal": "1.50"},"b": true,"n": null,"u": {"$undefined": true},"bin": {"$binary": "AQI=","$type": "00"},
      "at": {"$date": 1000},"ts": {"$timestamp": {"t": 2,"i": 1}},"r": {"$regex": "a","$options": "i"},"js": {"$code": "f()"}}`;
    expect(shown(valueSchema({}, after))).toEqual({
      ...{ $: 'p.shop.items', _id: 'STRING', i: 'INT32', l: 'INT64', big: 'INT64', d: 'FLOAT64', dec: 'STRING' },
      ...{ b: 'BOOLEAN', n: 'STRING', bin: 'BYTES', at: 'Timestamp', ts: 'Timestamp', js: 'STRING' },
      r: { $: 'io.debezium.mongodb.regex', regex: 'STRING', options: 'STRING' },
    });
    const value = apply({}, created(after))?.value;
    expect(value instanceof Struct && value.values).toEqual([
      ...['5f1', 1, 9_007_199_254_740_993n, 3_000_000_000, 1, '1.50', true, null],
      ...[new Uint8Array([1, 2]), new Date(1000), new Date(2000), expect.any(Struct), 'f()'],
    ]);
  });

  test('names that are numbers keep their places', () => {
    expect(text({}, created('{"b": 1,"10": 2,"2": 3}'))).toBe('Struct{b=1,10=2,2=3}');
  });

  test('the key is typed', () => {
    const byObjectId = { ...created('{"a": 1}'), key: new Struct(keySchema, ['{"$oid": "5f1"}']) };
    expect(apply({}, byObjectId)?.key).toMatchObject({ values: ['5f1'] });
    expect(apply({}, created('{"_id": 7}'))).toMatchObject({ key: { values: [7] }, keySchema: { name: undefined } });
  });

  test('documents alike have one schema object', () => {
    const transformation = extractNewDocumentState.create({});
    const [one, other, another] = ['{"a": 1}', '{"a": 2}', '{"a": "x"}'].map(
      (after) => transformation.apply(created(after))?.valueSchema,
    );
    expect(other).toBe(one);
    expect(another).not.toBe(one);
  });

  test('arrays have elements of one type, in which all their fields find room', () => {
    const after = '{"l": [{"a": 1,"in": {"x": 1}},{"b": "t","in": {"y": 2}}],"e": [],"ll": [[1],[]],"s": [null,"x"]}';
    expect(shown(valueSchema({}, after))).toEqual({
      $: 'p.shop.items',
      l: [{ $: 'p.shop.items.l', a: 'INT32', in: { $: 'p.shop.items.l.in', y: 'INT32', x: 'INT32' }, b: 'STRING' }],
      e: ['STRING'],
      ll: [['INT32']],
      s: ['STRING'],
    });
    expect(text({}, created(after))).toBe(
      'Struct{l=[Struct{a=1,in=Struct{x=1}}, Struct{in=Struct{y=2},b=t}],e=[],ll=[[1], []],s=[null, x]}',
    );
  });

  test('an array of different types is refused, unless told as a document', () => {
    const after = '{"l": [1,"x",{"a": []}]}';
    expect(() => text({}, created(after))).toThrow(/different Bson types are not supported: INT32 and STRING/);
    const config = { 'array.encoding': 'document' };
    expect(text(config, created(after))).toBe('Struct{l=Struct{_0=1,_1=x,_2=Struct{a=Struct{}}}}');
    expect(shown(valueSchema(config, after))).toEqual({
      $: 'p.shop.items',
      l: {
        $: 'p.shop.items.l',
        _0: 'INT32',
        _1: 'STRING',
        _2: { $: 'p.shop.items.l._2', a: { $: 'p.shop.items.l._2.a' } },
      },
    });
  });

  test('what no schema can hold is refused', () => {
    expect(() => text({}, created('{"a": {"$minKey": 1}}'))).toThrow(/BSON type MinKey/);
  });

  test.each([
    ['drop', 'dropped', 'dropped', 'Struct{a=1}'],
    ['tombstone', 'null', 'dropped', 'Struct{a=1}'],
    ['delete-to-tombstone', 'null', 'dropped', 'Struct{a=1}'],
    ['rewrite', 'Struct{__deleted=true}', 'dropped', 'Struct{a=1,__deleted=false}'],
    ['rewrite-with-tombstone', 'Struct{__deleted=true}', 'null', 'Struct{a=1,__deleted=false}'],
  ])('%s: a deletion is %s, its tombstone %s', (mode, ofDeletion, ofTombstone, ofCreation) => {
    const config = { 'delete.tombstone.handling.mode': mode };
    expect(text(config, deleted)).toBe(ofDeletion);
    expect(text(config, tombstone)).toBe(ofTombstone);
    expect(text(config, created('{"a": 1}'))).toBe(ofCreation);
  });

  test('a rewritten deletion has the old document where it is known, or the id', () => {
    const config = { 'delete.tombstone.handling.mode': 'rewrite' };
    expect(text(config, deletedWithImage)).toBe('Struct{_id=7,a=x,__deleted=true}');
    const withId = { ...config, 'delete.tombstone.handling.mode.rewrite-with-id': 'true' };
    expect(text(withId, deleted)).toBe('Struct{__deleted=true,_id=7}');
  });

  test('an update without its document has the changed fields', () => {
    const update = change({
      op: 'u',
      updateDescription: new Struct(updateDescription, [['gone'], '{"a.b": 1, "c": {"d": 2}}']),
    });
    expect(text({}, update)).toBe('Struct{a.b=1,c=Struct{d=2},_id=7}');
    expect(text({ 'flatten.struct': 'true', 'flatten.struct.delimiter': '-' }, update)).toBe(
      'Struct{a-b=1,c-d=2,_id=7}',
    );
  });

  test('adds parts of the event as fields and headers', () => {
    const config = {
      'add.fields': 'op,source.collection:of',
      'add.headers': 'op',
      'delete.tombstone.handling.mode': 'rewrite-with-tombstone',
    };
    expect(text(config, created('{"a": 1}'))).toBe('Struct{a=1,__deleted=false,__op=c,__of=items}');
    expect(apply(config, created('{"a": 1}'))?.headers).toMatchObject([{ key: '__op', value: 'c' }]);
    expect(apply(config, tombstone)?.headers).toMatchObject([{ key: '__op', value: 'd' }]);
  });

  test('names are made to fit Avro, and empty arrays are then null, as in the original', () => {
    const config = { 'field.name.adjustment.mode': 'avro' };
    const after = '{"1a-b": {"c d": 1},"e": [],"l": [{"x.y": 1}]}';
    expect(shown(valueSchema(config, after))).toEqual({
      $: 'p.shop.items',
      _1a_b: { $: 'p.shop.items._1a_b', c_d: 'INT32' },
      e: ['STRING'],
      l: [{ $: 'p.shop.items.l', x_y: 'INT32' }],
    });
    expect(text(config, created(after))).toBe('Struct{_1a_b=Struct{c_d=1},l=[Struct{x_y=1}]}');
    expect(() => text(config, created('{"a-b": 1,"a_b": 2}'))).toThrow(/one name/);
  });

  test('leaves alone what is no change of a document', () => {
    const heartbeat = { ...created('{}'), keySchema: s.structSchema([], { name: 'x.ServerNameKey' }) };
    expect(apply({}, heartbeat)).toBe(heartbeat);
    const other = { ...created('{}'), valueSchema: s.STRING_SCHEMA, value: 'x' };
    expect(apply({}, other)).toBe(other);
  });
});
