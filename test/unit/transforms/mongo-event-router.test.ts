import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { javaText } from '../../../lib/connect/java-text.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { mongoEventRouter } from '../../../lib/transforms/mongo-event-router.ts';
import { recordingLogger } from './recording-logger.ts';

const envelope = s.structSchema(
  [
    ['after', s.primitiveSchema('STRING', { name: 'io.debezium.data.Json', optional: true })],
    ['op', s.OPTIONAL_STRING_SCHEMA],
    ['ts_ms', s.OPTIONAL_INT64_SCHEMA],
  ],
  { name: 'event.Envelope' },
);

const record = (value: Struct | null): SourceRecord => ({
  topic: 'db.outbox',
  kafkaPartition: null,
  keySchema: s.STRING_SCHEMA,
  key: 'k',
  valueSchema: value === null ? null : envelope,
  value,
  timestamp: null,
  headers: [],
  sourcePartition: {},
  sourceOffset: { sec: 1 },
});

const change = (op: string, after: string | null): SourceRecord => record(new Struct(envelope, [after, op, 2000]));

/** The document that the documentation shows. */
const PAYLOAD = `{"_id": {"$oid": "da8d6de63b7745ff8f4457db"},"lineItems": [{"id": 1,"totalPrice": 39.98}],"tags": [],"none": {}}`;
const documentOf = (payload: string, more = ''): string =>
  `{"_id": {"$oid": "596e275826f08b2730779e1f"},"aggregateid": {"$oid": "b2730779e1f596e275826f08"},"aggregatetype": "Order","type": "OrderCreated","payload": ${payload}${more}}`;

const route = (config: RawConfig, payload = PAYLOAD, more = '') =>
  mongoEventRouter.create(config).apply(change('c', documentOf(payload, more)));

describe('MongoEventRouter', () => {
  test('makes a record of its own of an inserted document, its payload as JSON', () => {
    expect(route({})).toMatchObject({
      topic: 'outbox.event.Order',
      key: 'b2730779e1f596e275826f08',
      keySchema: s.OPTIONAL_STRING_SCHEMA,
      valueSchema: s.OPTIONAL_STRING_SCHEMA,
      timestamp: 2000,
      headers: [{ key: 'id', value: '596e275826f08b2730779e1f', schema: s.OPTIONAL_STRING_SCHEMA }],
    });
    expect(route({})?.value).toBe(
      `{
  "_id": {
    "$oid": "da8d6de63b7745ff8f4457db"
  },
  "lineItems": [
    {
      "id": {
        "$numberInt": "1"
      },
      "totalPrice": {
        "$numberDouble": "39.98"
      }
    }
  ],
  "tags": [],
  "none": {}
}`,
    );
  });

  test('the JSON has every type', () => {
    const payload = `{"l": {"$numberLong": "9007199254740993"},"big": 3000000000,"dec": {"$numberDecimal": "1.50"},"b": true,
      "n": null,"bin": {"$binary": "AQI=","$type": "00"},"at": {"$date": 1000},"iso": {"$date": "1970-01-01T00:00:01Z"},
      "ts": {"$timestamp": {"t": 2,"i": 1}},"r": {"$regex": "a\\"","$options": "i"},"js": {"$code": "f()"},
      "min": {"$minKey": 1},"u": {"$uuid": "00000000-0000-0000-0000-0000000000ff"},"late": {"$date": {"$numberLong": "-1"}},
      "new": {"$binary": {"base64": "AQ==","subType": "04"}},"own": {"$date": 1,"x": "é\u0001"},"d": -0.0}`;
    const text = String(route({}, payload)?.value);
    expect(JSON.parse(text)).toEqual({
      l: { $numberLong: '9007199254740993' },
      big: { $numberLong: '3000000000' },
      dec: { $numberDecimal: '1.50' },
      b: true,
      n: null,
      bin: { $binary: { base64: 'AQI=', subType: '00' } },
      at: { $date: { $numberLong: '1000' } },
      iso: { $date: { $numberLong: '1000' } },
      ts: { $timestamp: { t: 2, i: 1 } },
      r: { $regularExpression: { pattern: 'a"', options: 'i' } },
      js: { $code: 'f()' },
      min: { $minKey: 1 },
      u: { $binary: { base64: 'AAAAAAAAAAAAAAAAAAAA/w==', subType: '04' } },
      late: { $date: { $numberLong: '-1' } },
      new: { $binary: { base64: 'AQ==', subType: '04' } },
      own: { $date: { $numberInt: '1' }, x: 'é\u0001' },
      d: { $numberDouble: '-0.0' },
    });
    expect(text).toContain('"x": "é\\u0001"');
  });

  test.each([
    ['a text', '"text"', s.OPTIONAL_STRING_SCHEMA, 'text'],
    ['a text with JSON', '"{\\"a\\": 1}"', s.OPTIONAL_STRING_SCHEMA, '{"a": 1}'],
    ['bytes', '{"$binary": "AQI=","$type": "00"}', s.OPTIONAL_BYTES_SCHEMA, new Uint8Array([1, 2])],
    ['an empty document', '{}', s.OPTIONAL_STRING_SCHEMA, '{}'],
    ['null', 'null', s.OPTIONAL_STRING_SCHEMA, null],
  ])('the payload can be %s', (_what, payload, valueSchema, value) => {
    expect(route({}, payload)).toMatchObject({ valueSchema, value });
  });

  test('a document becomes a struct if wanted', () => {
    const out = route({ 'collection.expand.json.payload': 'true' });
    expect(out && javaText(out.valueSchema, out.value)).toBe(
      'Struct{_id=da8d6de63b7745ff8f4457db,lineItems=[Struct{id=1,totalPrice=39.98}],tags=[],none=Struct{}}',
    );
    expect(out?.valueSchema?.name).toBe('io.debezium.data.Json.payload');
    const mixed = '{"l": [1,"x"]}';
    expect(() => route({ 'collection.expand.json.payload': 'true' }, mixed)).toThrow('different Bson types');
    expect(route({}, mixed)?.value).toContain('"x"');
  });

  test('places more fields', () => {
    const more = ',"at": {"$numberLong": "5000"},"part": 3,"v": 2,"gone": true';
    const config = {
      'collection.fields.additional.placement': 'type:envelope:eventType,gone:envelope,at:header:when,part:partition',
      'collection.field.event.timestamp': 'at',
      'collection.field.event.schema.version': 'v',
    };
    const out = route(config, '"p"', more);
    expect(out).toMatchObject({ kafkaPartition: 3, timestamp: 5000 });
    expect(out && javaText(out.valueSchema, out.value)).toBe('Struct{payload=p,eventType=OrderCreated,gone=true}');
    expect(out?.valueSchema).toMatchObject({ name: 'io.debezium.data.Order.Json', version: 2 });
    expect(out?.headers[1]).toMatchObject({
      key: 'when',
      value: 5000,
      schema: { type: 'INT64', name: 'io.debezium.time.Timestamp', version: 1, optional: false },
    });
  });

  test('every field can be called something else', () => {
    const config = {
      'collection.field.event.id': 'event_id',
      'collection.field.event.key': 'type',
      'collection.field.event.type': 'aggregatetype',
      'collection.field.event.payload': 'body',
      'route.by.field': 'type',
      'route.topic.regex': 'Order(.*)',
      'route.topic.replacement': 'orders-$1',
    };
    expect(route(config, '{}', ',"event_id": "e","body": {}')).toMatchObject({
      topic: 'orders-Created',
      key: 'OrderCreated',
      value: '{}',
      headers: [{ key: 'id', value: 'e' }],
    });
  });

  test('an empty payload is a tombstone if wanted', () => {
    const config = { 'route.tombstone.on.empty.payload': 'true' };
    expect(route(config, 'null')).toMatchObject({ value: null, valueSchema: null });
    expect(route(config, '" "')).toMatchObject({ value: null, valueSchema: null });
    expect(route(config, '{}')).toMatchObject({ value: '{}' });
  });

  test('drops tombstones and deletions, and passes what is no change event', () => {
    const router = mongoEventRouter.create({});
    expect(router.apply(record(null))).toBeNull();
    expect(router.apply(change('d', null))).toBeNull();
    const other = { ...record(null), valueSchema: s.STRING_SCHEMA, value: 'heartbeat' };
    expect(router.apply(other)).toBe(other);
  });

  test.each([
    [{}, ['warn Unexpected update message received and ignored {"topic":"db.outbox"}']],
    [
      { 'table.op.invalid.behavior': 'error' },
      ['error Unexpected update message received and ignored {"topic":"db.outbox"}'],
    ],
    [
      { 'table.op.invalid.behavior': 'error', 'collection.op.invalid.behavior': 'WARN' },
      ['warn Unexpected update message received and ignored {"topic":"db.outbox"}'],
    ],
  ])('%o: an update is left out', (config, expected) => {
    const { log, lines } = recordingLogger();
    expect(mongoEventRouter.create(config, { log }).apply(change('u', '{}'))).toBeNull();
    expect(lines).toEqual(expected);
  });

  test('documents alike have one schema object', () => {
    const router = mongoEventRouter.create({ 'collection.fields.additional.placement': 'type:envelope' });
    const [one, other] = ['"a"', '"b"'].map((payload) => router.apply(change('c', documentOf(payload)))?.valueSchema);
    expect(other).toBe(one);
  });

  test('says what is wrong', () => {
    expect(() => route({ 'collection.op.invalid.behavior': 'fatal' })).not.toThrow();
    const fatal = mongoEventRouter.create({ 'collection.op.invalid.behavior': 'fatal' });
    expect(() => fatal.apply(change('u', '{}'))).toThrow('Unexpected update message received');
    expect(() => route({ 'collection.field.event.payload': 'zz' })).toThrow('Unable to find payload field zz');
    expect(() => route({ 'collection.field.event.key': 'zz' })).toThrow('Unable to find event-key field zz');
    expect(() => route({ 'collection.field.event.timestamp': 'zz' })).toThrow('Unable to find timestamp field zz');
    expect(() => route({ 'collection.field.event.timestamp': 'at' }, '{}', ',"at": 5')).toThrow(
      'at must be an int64 of milliseconds, but is of the type INT32',
    );
    const missing = { 'collection.fields.additional.placement': 'zz:header' };
    expect(() => route(missing)).toThrow('Unable to find field zz in event');
    expect(route({ ...missing, 'collection.field.additional.missing': 'ignore' })?.headers).toHaveLength(1);
    expect(() => mongoEventRouter.create({}).apply(change('c', null))).toThrow('tells no document');
  });
});
