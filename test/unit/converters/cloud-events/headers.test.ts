import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../lib/config/parse-config.ts';
import type { RawConfig } from '../../../../lib/connect/connector.ts';
import type { RecordHeaders } from '../../../../lib/connect/converter.ts';
import { OPTIONAL_STRING_SCHEMA, STRING_SCHEMA, structSchema } from '../../../../lib/connect/schema.ts';
import { Struct } from '../../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../../lib/connect/value.ts';
import { createCodec } from '../../../../lib/converters/cloud-events/codec.ts';
import { cloudEventsConfig } from '../../../../lib/converters/cloud-events/config.ts';
import { createInnerConverters } from '../../../../lib/converters/cloud-events/inner-converters.ts';
import { jsonConverter } from '../../../../lib/converters/json-converter.ts';
import { ConverterHeaders } from '../../../../lib/runtime/converter-headers.ts';
import { inTransaction, postgresEvent } from './change-event.ts';

const json = jsonConverter.create({ 'schemas.enable': 'true' }, false);

/** As `header.converter=JsonConverter` writes them. */
const headersOf = (values: Readonly<Record<string, ConnectValue>>): RecordHeaders => {
  const headers = new ConverterHeaders();
  for (const [key, value] of Object.entries(values))
    headers.add({
      key,
      value: json.fromConnectData('', value instanceof Struct ? value.schema : OPTIONAL_STRING_SCHEMA, value),
    });
  return headers;
};

const written = (raw: RawConfig, value: Struct, headers?: RecordHeaders): Uint8Array | null => {
  const config = parseConfig(cloudEventsConfig, { 'converter.type': 'value', ...raw });
  const codec = createCodec(config, createInnerConverters(config, raw, false));
  return codec.fromConnectData('t', value.schema, value, headers);
};

const parsed = (raw: RawConfig, value: Struct, headers?: RecordHeaders) =>
  JSON.parse(Buffer.from(written(raw, value, headers) ?? expect.fail('nothing')).toString());

const bare = { 'json.schemas.enable': 'false', 'json.decimal.format': 'NUMERIC' };
const fromHeaders = { ...bare, 'metadata.source': 'header' };

/** What an outbox sends, its change in headers. */
const payload = structSchema([['total', STRING_SCHEMA]], { name: 'payload' });
const order = new Struct(payload, ['1']);
const change = (event: Struct): Readonly<Record<string, ConnectValue>> => ({
  source: event.get('source'),
  op: 'c',
  transaction: event.get('transaction'),
  id: 'e1',
  type: 'OrderPlaced',
});

describe('metadata.source=header', () => {
  test('the change is in headers, all of the value is the data', () => {
    const event = parsed(fromHeaders, order, headersOf(change(inTransaction)));
    expect(event).toMatchObject({
      id: 'e1',
      source: '/debezium/postgresql/server-1',
      type: 'OrderPlaced',
      time: '2020-01-13T13:55:39.738Z',
      iodebeziumop: 'c',
      iodebeziumlsn: '29274832',
      iodebeziumtxid: '565:29274832',
      iodebeziumtxtotalorder: '3',
      data: { total: '1' },
    });
    expect(event).not.toHaveProperty('traceparent');
  });

  test('the rest can be made from the change', () => {
    const config = { ...fromHeaders, 'metadata.source': 'header,id:generate,type:generate' };
    expect(parsed(config, order, headersOf({ ...change(postgresEvent), id: null, type: null }))).toMatchObject({
      id: 'name:server-1;lsn:29274832;txId:565;sequence:[null,"29274832"]',
      type: 'io.debezium.connector.postgresql.DataChangeEvent',
      iodebeziumtxid: null,
    });
  });

  test('records without these headers become null, such as heartbeats', () => {
    expect(written(fromHeaders, order)).toBeNull();
    expect(written(fromHeaders, order, headersOf({ op: 'c' }))).toBeNull();
    expect(written(fromHeaders, postgresEvent, headersOf({}))).toBeNull();
  });

  test('says which header is missing, or not what it should be', () => {
    const { id: _, ...withoutId } = change(postgresEvent);
    expect(() => written(fromHeaders, order, headersOf(withoutId))).toThrow('Header `id` was not provided');
    expect(() => written(fromHeaders, order, headersOf({ ...withoutId, id: order }))).toThrow('`id` must be a text');
    expect(() => written(fromHeaders, order, headersOf({ ...change(postgresEvent), source: 'x' }))).toThrow(
      '`source` must be a struct',
    );
  });

  test('the name of the data’s schema', () => {
    const config = { ...fromHeaders, 'json.schemas.enable': 'true' };
    const headers = (name: string) => headersOf({ ...change(postgresEvent), dataSchemaName: name });
    expect(parsed(config, order, headers('Order')).data.schema.name).toBe('io.debezium.connector.postgresql.Data');
    const named = { ...config, 'schema.data.name.source.header.enable': 'true' };
    expect(parsed(named, order, headers('Order')).data).toMatchObject({
      schema: { name: 'Order' },
      payload: { total: '1' },
    });
  });
});

describe('metadata.source=value with some of headers', () => {
  test('id and type of a change event', () => {
    const config = {
      ...bare,
      'metadata.source': 'value,id:header,type:header,traceparent:header,dataSchemaName:header',
    };
    const event = parsed(config, postgresEvent, headersOf({ id: 'e1', type: 'T' }));
    expect(event).toMatchObject({ id: 'e1', type: 'T', iodebeziumop: 'c', data: { before: null } });
    expect(() => written(config, postgresEvent)).toThrow('Header `id` was not provided');
  });

  test('traceparent, where it is switched on', () => {
    const config = { ...bare, 'opentelemetry.tracing.attributes.enable': 'true' };
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const event = parsed(config, postgresEvent, headersOf({ traceparent: trace }));
    expect(event.traceparent).toBe(trace);
    expect(Object.keys(event).indexOf('traceparent')).toBe(Object.keys(event).indexOf('datacontenttype') + 1);
    const generated = { ...config, 'metadata.source': 'value,id:generate,type:generate,traceparent:generate' };
    expect(() => written(generated, postgresEvent)).toThrow('only be obtained from a record header');
  });
});
