import { expect, test } from 'vitest';
import { DataError } from '../../../../lib/connect/errors.ts';
import { Struct } from '../../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../../lib/connect/value.ts';
import { avroConverter } from '../../../../lib/converters/avro-converter.ts';
import { cloudEventsConverter } from '../../../../lib/converters/cloud-events-converter.ts';
import { whenReady } from '../ready.ts';
import { AFTER, postgresEvent } from './change-event.ts';

const avro = (registry: string) => ({
  'data.serializer.type': 'avro',
  'avro.schema.registry.url': `mock://${registry}`,
});

const afterIn = (data: ConnectValue | undefined): readonly ConnectValue[] | null => {
  const after = data instanceof Struct ? data.get('after') : null;
  return after instanceof Struct ? after.values : null;
};

test('an event in JSON with data in Avro names the schema in the registry, and is read back', async () => {
  const converter = cloudEventsConverter.create(avro('ce-json'), false);
  const bytes = await whenReady(() => converter.fromConnectData('t', postgresEvent.schema, postgresEvent));
  const event = JSON.parse(Buffer.from(bytes ?? []).toString());
  const data = Buffer.from(event.data, 'base64');
  expect(event.datacontenttype).toBe('application/avro');
  expect(event.dataschema).toBe(`mock://ce-json/schemas/ids/${data.readInt32BE(1)}`);
  const direct = avroConverter.create({ 'schema.registry.url': 'mock://ce-json' }, false);
  const { schema, value } = await whenReady(() => direct.toConnectData('t', data));
  expect([schema?.name, afterIn(value)]).toEqual(['io.debezium.connector.postgresql.Data', AFTER.values]);

  const read = await whenReady(() => converter.toConnectData('t', bytes));
  expect(read.schema).toBe(null);
  expect(read.value).toMatchObject({ id: event.id, iodebeziumtable: 'a' });
  expect(afterIn(Object.entries(read.value ?? {}).find(([name]) => name === 'data')?.[1])).toEqual(AFTER.values);
});

test('an event in Avro has a schema by the name of server and database, and is read back', async () => {
  const converter = cloudEventsConverter.create({ ...avro('ce-avro'), 'serializer.type': 'Avro' }, false);
  const bytes = await whenReady(() => converter.fromConnectData('t', postgresEvent.schema, postgresEvent));
  const { schema, value } = await whenReady(() => converter.toConnectData('t', bytes));
  expect(schema?.name).toBe('server_1.postgres.CloudEvents.Envelope');
  const event = value instanceof Struct ? value : expect.fail('no struct');
  expect(event.get('source')).toBe('/debezium/postgresql/server-1');
  expect(event.get('iodebeziumlsn')).toBe('29274832');
  expect(event.get('dataschema')).toMatch(/^mock:\/\/ce-avro\/schemas\/ids\/\d+$/);
  expect(afterIn(event.get('data'))).toEqual(AFTER.values);
  expect(converter.toConnectData('t', bytes).schema).toBe(schema);
});

test('an event in Avro may have another name, which is then expected', async () => {
  const raw = { ...avro('ce-name'), 'serializer.type': 'avro' };
  const named = cloudEventsConverter.create({ ...raw, 'schema.cloudevents.name': 'shop.Event' }, false);
  const bytes = await whenReady(() => named.fromConnectData('t', postgresEvent.schema, postgresEvent));
  expect((await whenReady(() => named.toConnectData('t', bytes))).schema?.name).toBe('shop.Event');
  const other = cloudEventsConverter.create(raw, false);
  await expect(whenReady(() => other.toConnectData('t', bytes))).rejects.toThrow(DataError);
});
