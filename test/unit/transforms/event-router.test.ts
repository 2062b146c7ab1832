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
    expect(() => route({ 'table.expand.json.payload': 'true' })).toThrow('cannot be expanded');
    expect(() => route({ 'route.topic.replacement': '${nope}' })).toThrow('No group with name {nope}');
  });
});
