import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../lib/config/parse-config.ts';
import type { RawConfig } from '../../../../lib/connect/connector.ts';
import type { Converter } from '../../../../lib/connect/converter.ts';
import { DataError } from '../../../../lib/connect/errors.ts';
import { STRING_SCHEMA, structSchema } from '../../../../lib/connect/schema.ts';
import { Struct } from '../../../../lib/connect/struct.ts';
import { SOURCE_SCHEMA } from '../../../../lib/connectors/debezium/mongodb/source.ts';
import { createCodec } from '../../../../lib/converters/cloud-events/codec.ts';
import { cloudEventsConfig } from '../../../../lib/converters/cloud-events/config.ts';
import { createInnerConverters } from '../../../../lib/converters/cloud-events/inner-converters.ts';
import { AFTER, binlogEvent, inTransaction, POSTGRES_SCHEMA, postgresEvent, TIME } from './change-event.ts';

const create = (raw: RawConfig): Converter => {
  const config = parseConfig(cloudEventsConfig, { 'converter.type': 'value', ...raw });
  return createCodec(config, createInnerConverters(config, raw, false));
};

const bare = { 'json.schemas.enable': 'false', 'json.decimal.format': 'NUMERIC' };

const written = (raw: RawConfig, event: Struct): string =>
  Buffer.from(create(raw).fromConnectData('t', event.schema, event) ?? expect.fail('nothing')).toString();

const parsed = (raw: RawConfig, event: Struct) => JSON.parse(written(raw, event));

const context = {
  id: 'name:server-1;lsn:29274832;txId:565;sequence:[null,"29274832"]',
  source: '/debezium/postgresql/server-1',
  specversion: '1.0',
  type: 'io.debezium.connector.postgresql.DataChangeEvent',
  time: '2020-01-13T13:55:39.738Z',
  datacontenttype: 'application/json',
};

const extensions = {
  iodebeziumop: 'c',
  iodebeziumversion: '3.6.1.Final',
  iodebeziumconnector: 'postgresql',
  iodebeziumname: 'server-1',
  iodebeziumtsms: '1578923739738',
  iodebeziumsnapshot: 'true',
  iodebeziumdb: 'postgres',
  iodebeziumsequence: '[null,"29274832"]',
  iodebeziumtsus: '1578923739738000',
  iodebeziumtsns: '1578923739738000000',
  iodebeziumschema: 's1',
  iodebeziumtable: 'a',
  iodebeziumtxId: '565',
  iodebeziumlsn: '29274832',
  iodebeziumxmin: null,
  iodebeziumorigin: null,
  iodebeziumoriginlsn: null,
};

const noTransaction = { iodebeziumtxid: null, iodebeziumtxtotalorder: null, iodebeziumtxdatacollectionorder: null };

describe('an event in JSON', () => {
  test('has every attribute, in the order of the original, and its data bare', () => {
    const text = written(bare, postgresEvent);
    expect(text).toContain('"pk":1152921504606846977,"name":"Böb","price":123.45');
    const event = JSON.parse(text);
    expect(event).toMatchObject({ ...context, ...extensions, ...noTransaction, data: { before: null } });
    expect(Object.keys(event)).toEqual([...Object.keys({ ...context, ...extensions, ...noTransaction }), 'data']);
    expect(Object.keys(event.data)).toEqual(['before', 'after']);
  });

  test('has its place in the transaction', () => {
    expect(parsed(bare, inTransaction)).toMatchObject({
      iodebeziumtxid: '565:29274832',
      iodebeziumtxtotalorder: '3',
      iodebeziumtxdatacollectionorder: '2',
    });
  });

  test('has data with its schema by default, and none itself', () => {
    const { data, ...event } = parsed({}, postgresEvent);
    expect(event).toEqual({ ...context, ...extensions, ...noTransaction });
    expect(Object.keys(data)).toEqual(['schema', 'payload']);
    expect(data.schema.name).toBe('io.debezium.connector.postgresql.Data');
    expect(data.payload).toMatchObject({ before: null, after: { name: 'Böb' } });
  });

  test('has no extension attributes where they are switched off', () => {
    const { data, ...event } = parsed({ ...bare, 'extension.attributes.enable': 'false' }, postgresEvent);
    expect(event).toEqual(context);
    expect(data).toBeDefined();
  });

  test('of MySQL and MariaDB has ids of the binary log; MariaDB has the whole change as data', () => {
    const [mysql, mariadb] = [parsed(bare, binlogEvent('mysql')), parsed(bare, binlogEvent('mariadb'))];
    expect([mysql.id, mysql.source]).toEqual(['name:server1;file:binlog.000003;pos:154', '/debezium/mysql/server1']);
    expect([mysql.iodebeziumserverid, mysql.iodebeziumrow, mysql.iodebeziumsnapshot]).toEqual(['7', 0, 'false']);
    expect(Object.keys(mysql.data)).toEqual(['before', 'after']);
    expect(mariadb.id).toBe(mysql.id);
    expect(Object.keys(mariadb.data)).toEqual(binlogEvent('mariadb').schema.fields.map(({ name }) => name));
  });

  test('of MongoDB has the description of updates in its data', () => {
    const schema = structSchema(
      [
        ...['before', 'after', 'updateDescription', 'op'].map((name) => [name, STRING_SCHEMA] as const),
        ['source', SOURCE_SCHEMA],
      ],
      { name: 'm.d.c.Envelope' },
    );
    const source = Struct.of(SOURCE_SCHEMA, {
      version: '3.6.1.Final',
      connector: 'mongodb',
      name: 'm',
      ts_ms: TIME.ms,
      db: 'd',
      collection: 'c',
      ord: 4,
    });
    const event = Struct.of(schema, { before: 'b', after: 'a', updateDescription: 'u', op: 'u', source });
    expect(parsed(bare, event)).toMatchObject({
      id: 'name:m;ts:1578923739738;ord:4',
      data: { before: 'b', after: 'a', updateDescription: 'u' },
    });
  });
});

test('what is no change event is null, as in the original', () => {
  const converter = create({});
  const heartbeat = structSchema([['ts_ms', STRING_SCHEMA]], { name: 'io.debezium.connector.common.Heartbeat' });
  expect(converter.fromConnectData('t', heartbeat, Struct.of(heartbeat, { ts_ms: '1' }))).toBe(null);
  expect(converter.fromConnectData('t', POSTGRES_SCHEMA, null)).toBe(null);
  expect(converter.fromConnectData('t', STRING_SCHEMA, 'a')).toBe(null);
});

test('refuses connectors that it does not know, and envelopes that are none', () => {
  const converter = create({});
  const source = structSchema([['connector', STRING_SCHEMA]]);
  const schema = structSchema([['source', source]], { name: 'x.Envelope' });
  const event = Struct.of(schema, { source: Struct.of(source, { connector: 'vitess' }) });
  expect(() => converter.fromConnectData('t', schema, event)).toThrow(
    new DataError('No usable CloudEvents converters for connector type "vitess"'),
  );
  expect(() => converter.fromConnectData('t', schema, Struct.of(schema, {}))).toThrow(/no source/);
  expect(() => converter.fromConnectData('t', POSTGRES_SCHEMA, 'a')).toThrow('Mismatching schema');
});

describe('reading', () => {
  const read = (raw: RawConfig, text: string) => create(raw).toConnectData('t', Buffer.from(text));

  test('gives data by its schema, exactly, in an event without one', () => {
    for (const format of ['BASE64', 'NUMERIC']) {
      const { schema, value } = read({}, written({ 'json.decimal.format': format }, postgresEvent));
      expect(schema).toBe(null);
      expect(value).toMatchObject({ ...context, ...extensions });
      const data = value !== null && typeof value === 'object' && 'data' in value ? value.data : null;
      const after = data instanceof Struct ? data.get('after') : null;
      expect(after instanceof Struct ? after.values : null).toEqual(AFTER.values);
    }
  });

  test('gives bare data as it is', () => {
    const data = { before: null, after: { pk: 2n ** 60n + 1n, name: 'Böb', price: 123.45 } };
    expect(read(bare, written(bare, postgresEvent)).value).toMatchObject({ ...context, data });
  });

  test('refuses what is no event', () => {
    for (const text of ['{"id":"1","source":"s","type":"t"}', '[]', '"a"', 'null'])
      expect(() => read(bare, text)).toThrow(DataError);
    expect(() => read({}, '{"id":"1","source":"s","type":"t","specversion":"1.0","data":{}}')).toThrow(DataError);
  });
});
