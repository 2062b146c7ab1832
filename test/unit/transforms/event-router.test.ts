import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { javaText } from '../../../lib/connect/java-text.ts';
import * as s from '../../../lib/connect/schema.ts';
import { eventRouter } from '../../../lib/transforms/event-router.ts';
import { changesOf } from './debezium-events.ts';
import { recordingLogger } from './recording-logger.ts';

const micros = s.primitiveSchema('INT64', { name: 'io.debezium.time.MicroTimestamp' });

const outbox = s.structSchema(
  [
    ['id', s.STRING_SCHEMA],
    ['aggregatetype', s.STRING_SCHEMA],
    ['aggregateid', s.STRING_SCHEMA],
    ['type', s.STRING_SCHEMA],
    ['payload', s.OPTIONAL_STRING_SCHEMA],
    ['at', micros],
    ['part', s.INT32_SCHEMA],
  ],
  { name: 'p.public.outbox.Value', optional: true },
);

const { change, tombstone, other } = changesOf(outbox);

const event = {
  id: 'e1',
  aggregatetype: 'order',
  aggregateid: '42',
  type: 'OrderPlaced',
  payload: '{"a":1}',
  at: 5_000_900,
  part: 3,
};

const route = (config: RawConfig, row: typeof event | (Omit<typeof event, 'payload'> & { payload: null }) = event) =>
  eventRouter.create(config).apply(change('c', null, row));

describe('EventRouter', () => {
  test('makes a record of its own of an inserted row', () => {
    expect(route({})).toMatchObject({
      topic: 'outbox.event.order',
      key: '42',
      keySchema: s.STRING_SCHEMA,
      value: '{"a":1}',
      valueSchema: s.OPTIONAL_STRING_SCHEMA,
      timestamp: 2000,
      headers: [{ key: 'id', value: 'e1' }],
      sourceOffset: { lsn: 1 },
    });
  });

  test('places more columns', () => {
    const out = route({
      'table.fields.additional.placement': 'type:envelope:eventType, type:header,part:partition',
      'table.field.event.timestamp': 'at',
    });
    expect(out).toMatchObject({ kafkaPartition: 3, timestamp: 5000 });
    expect(out?.headers.map(({ key }) => key)).toEqual(['id', 'type']);
    expect(out && javaText(out.valueSchema, out.value)).toBe('Struct{payload={"a":1},eventType=OrderPlaced}');
    expect(out?.valueSchema?.name).toBe('p.public.outbox.order.Value');
  });

  test('routes as it is told', () => {
    const config = {
      'route.by.field': 'type',
      'route.topic.regex': 'Order(.*)',
      'route.topic.replacement': 'orders-$1',
    };
    expect(route(config)?.topic).toBe('orders-Placed');
    expect(route({ ...config, 'route.topic.regex': 'x(.*)' })?.topic).toBe('OrderPlaced');
  });

  test('an empty payload is a tombstone if wanted', () => {
    expect(route({ 'route.tombstone.on.empty.payload': 'true' }, { ...event, payload: null })).toMatchObject({
      value: null,
      valueSchema: null,
    });
    expect(route({}, { ...event, payload: null })?.valueSchema).toBe(s.OPTIONAL_STRING_SCHEMA);
  });

  describe('table.expand.json.payload', () => {
    const expand = { 'table.expand.json.payload': 'true' };
    const expanded = (payload: string, config: RawConfig = {}) => {
      const out = route({ ...expand, ...config }, { ...event, payload });
      return out && javaText(out.valueSchema, out.value);
    };
    const schemaOf = (payload: string, config: RawConfig = {}) =>
      route({ ...expand, ...config }, { ...event, payload })?.valueSchema;

    test('an object becomes a struct', () => {
      const payload =
        '{"s":"x","i":1,"l":9007199254740993,"d":1.0,"b":true,"n":null,"e":[],"a":[1,null],"o":{"$oid":"q"},"$oid":"z"}';
      expect(expanded(payload)).toBe(
        'Struct{s=x,i=1,l=9007199254740993,d=1.0,b=true,a=[1, null],o=Struct{$oid=q},$oid=z}',
      );
      expect(schemaOf(payload)).toMatchObject({
        name: 'payload',
        optional: true,
        fields: [
          { name: 's', schema: s.OPTIONAL_STRING_SCHEMA },
          { name: 'i', schema: s.OPTIONAL_INT32_SCHEMA },
          { name: 'l', schema: s.OPTIONAL_INT64_SCHEMA },
          { name: 'd', schema: s.OPTIONAL_FLOAT64_SCHEMA },
          { name: 'b', schema: s.OPTIONAL_BOOLEAN_SCHEMA },
          { name: 'a', schema: { type: 'ARRAY', optional: true, valueSchema: s.OPTIONAL_INT32_SCHEMA } },
          { name: 'o', schema: { name: 'payload.o', optional: true } },
          { name: '$oid' },
        ],
      });
    });

    test('nulls and empty arrays stay if wanted', () => {
      const keep = {
        'table.json.payload.null.behavior': 'optional_bytes',
        'table.json.payload.empty.array.behavior': 'optional_string',
      };
      expect(expanded('{"n":null,"e":[]}', keep)).toBe('Struct{e=[]}');
      expect(schemaOf('{"n":null,"e":[]}', keep)).toMatchObject({
        fields: [
          { name: 'n', schema: s.OPTIONAL_BYTES_SCHEMA },
          { name: 'e', schema: { valueSchema: s.OPTIONAL_STRING_SCHEMA } },
        ],
      });
    });

    test('objects in an array have the fields of all', () => {
      expect(expanded('{"l":[{"a":1},null,{"b":"x","a":2}],"m":[["y"],[]]}')).toBe(
        'Struct{l=[Struct{a=1}, null, Struct{a=2,b=x}],m=[[y], []]}',
      );
    });

    test('beside other columns it is the field payload', () => {
      const config = { 'table.fields.additional.placement': 'type:envelope' };
      expect(expanded('{"a":1}', config)).toBe('Struct{payload=Struct{a=1},type=OrderPlaced}');
      expect(expanded('{"b":1}', config)).toBe('Struct{payload=Struct{b=1},type=OrderPlaced}');
    });

    test('objects alike have one schema object', () => {
      const router = eventRouter.create(expand);
      const [one, other] = ['{"a":[1,2]}', '{"a":[3]}'].map(
        (payload) => router.apply(change('c', null, { ...event, payload }))?.valueSchema,
      );
      expect(other).toBe(one);
    });

    test.each(['text', '', '[1]', "{'a': 1}", '{"a":', '{"a":[1,"x"]}', '{"a":[null]}', '{"a":123456789012345678901}'])(
      '%s stays as it is, with a warning',
      (payload) => {
        const { log, lines } = recordingLogger();
        const out = eventRouter.create(expand, { log }).apply(change('c', null, { ...event, payload }));
        expect(out).toMatchObject({ value: payload, valueSchema: s.OPTIONAL_STRING_SCHEMA });
        expect(lines).toEqual([expect.stringMatching(/^warn JSON expansion failed/)]);
      },
    );
  });

  test('drops tombstones, deletions and updates, and passes what is no change event', () => {
    const router = eventRouter.create({});
    expect(router.apply(tombstone)).toBe(null);
    expect(router.apply(change('d', event, null))).toBe(null);
    expect(router.apply(change('u', event, event))).toBe(null);
    expect(router.apply(other)).toBe(other);
  });

  test.each(['warn', 'error'])('%s: logs an update at that level', (behavior) => {
    const { log, lines } = recordingLogger();
    const router = eventRouter.create({ 'table.op.invalid.behavior': behavior }, { log });
    expect(router.apply(change('u', event, event))).toBeNull();
    expect(lines).toEqual([`${behavior} Unexpected update message received and ignored {"topic":"p.public.t"}`]);
  });

  test('says what is wrong', () => {
    const fatal = eventRouter.create({ 'table.op.invalid.behavior': 'fatal' });
    expect(() => fatal.apply(change('u', event, event))).toThrow('Unexpected update message received');
    expect(() => route({ 'table.field.event.payload': 'zz' })).toThrow('Unable to find payload field zz in event');
    expect(() => route({ 'table.fields.additional.placement': 'zz:header' })).toThrow(
      'Unable to find field zz in event',
    );
    const ignoring = { 'table.fields.additional.placement': 'zz:header', 'table.field.additional.missing': 'ignore' };
    expect(route(ignoring)?.headers).toHaveLength(1);
    expect(() => route({ 'table.fields.additional.placement': 'type:nowhere' })).toThrow('pairs or trios');
    expect(() => route({ 'route.topic.replacement': '${nope}' })).toThrow('No group with name {nope}');
  });
});
