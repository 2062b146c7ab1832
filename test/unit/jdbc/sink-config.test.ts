import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { jdbcSinkConfig } from '../../../lib/connectors/jdbc/sink/config.ts';
import { jdbcSink } from '../../../lib/connectors/jdbc/sink/connector.ts';
import { tableOf } from '../../../lib/connectors/jdbc/sink/table-names.ts';
import { sinkSettings } from './sink-settings.ts';

const base = { 'connection.url': 'jdbc:postgresql://db/shop', topics: 't' };
const problems = (config: RawConfig) =>
  jdbcSink.validate({ ...base, ...config }).map(({ key, message }) => [key, message]);
const errors = (config: RawConfig) =>
  validateConfig(jdbcSinkConfig, { ...base, ...config }).flatMap(({ errors: found }) => found);

test('keys that contradict each other are refused in the original’s words', () => {
  const deletes = 'Deletes are only supported for pk.mode record_key';
  expect(problems({ 'delete.enabled': 'true', 'pk.mode': 'record_value' })).toEqual([
    ['delete.enabled', deletes],
    ['pk.mode', deletes],
  ]);
  expect(problems({ 'delete.enabled': 'true', 'primary.key.mode': 'record_key' })).toEqual([]);
  const fromRows = { 'delete.enabled': 'true', 'primary.key.mode': 'record_value' };
  expect(problems(fromRows)).toEqual([]);
  expect(problems({ ...fromRows, 'primary.key.mode': 'record_header' })).toEqual([]);
  expect(problems({ ...fromRows, 'primary.key.mode': 'kafka' })).toHaveLength(2);
  expect(problems({ 'field.include.list': 'a', 'field.exclude.list': 'b' })[0]?.[1]).toContain('only one');
  const required = { 'schema.evolution': 'validate-only', 'collection.name.format': 'x_${source.table}' };
  expect(problems(required)[0]?.[1]).toContain('source field placeholders');
  expect(problems({ 'insert.mode': 'UPSERT' })[0]?.[1]).toContain('requires key field names to be known');
  expect(problems({ 'insert.mode': 'update' })[0]?.[1]).toContain('in UPDATE mode');
  expect(problems({ 'pk.mode': 'kafka', 'pk.fields': 'a,b' })[0]?.[1]).toContain(
    'or exactly 3, defined fields are: [a, b]',
  );
  expect(problems({ 'dialect.name': 'MySqlDatabaseDialect' })).toHaveLength(1);
});

test('what would change results and is not supported is refused', () => {
  expect(errors({ 'collection.naming.strategy': 'com.example.Snake' })[0]).toContain('are Java classes');
  expect(errors({ 'column.naming.strategy': 'com.example.Snake' })[0]).toContain('rename fields and topics');
  expect(errors({ 'table.naming.strategy': 'com.example.Snake' })[0]).toContain('are Java classes');
  expect(errors({ 'connection.url': 'jdbc:sqlserver://db' })[0]).toContain('are supported');
  expect(errors({ 'topics.to.tables.mapping': 'orders' })[0]).toContain('Invalid topics to tables mapping');
  expect(errors({ 'insert.mode': 'merge', 'pk.mode': 'none' })).toHaveLength(1);
  expect(errors({ 'mssql.use.merge.holdlock': 'false', 'table.types': 'VIEW' })).toEqual([]);
});

describe('each product’s keys and defaults', () => {
  test('Confluent’s', () => {
    expect(sinkSettings()).toMatchObject({
      insertMode: 'insert',
      pkMode: 'none',
      batchSize: 3000,
      maxRetries: 10,
      retryBackoffMs: 3000,
      autoCreate: false,
      quoteMethod: 'always',
      skipsTombstones: false,
    });
    expect(sinkSettings({ 'date.timezone': 'UTC', 'db.timezone': 'Asia/Tokyo' }).dateZone.isUtc).toBe(true);
  });

  test('Aiven’s', () => {
    expect(sinkSettings({ 'insert.mode': 'multi', 'sql.quote.identifiers': 'false' })).toMatchObject({
      insertMode: 'insert',
      quoteMethod: 'never',
    });
  });

  test('Debezium’s', () => {
    const settings = sinkSettings({
      'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
      'insert.mode': 'upsert',
      'primary.key.mode': 'record_key',
      'primary.key.fields': 'id',
      'schema.evolution': 'basic',
      'collection.name.format': 'x_${topic}',
      'field.include.list': 'a,shop.orders:b',
      'field.exclude.list': 'shop.items:a',
      'flush.max.retries': '2',
      'flush.retry.delay.ms': '7',
      'use.time.zone': 'Asia/Tokyo',
    });
    expect(settings).toMatchObject({
      pkMode: 'record_key',
      pkFields: ['id'],
      autoCreate: true,
      autoEvolve: true,
      quoteMethod: 'never',
      skipsTombstones: true,
      maxRetries: 2,
      retryBackoffMs: 7,
    });
    expect(settings.instantZone.offsetAt(0)).toBe(32_400);
    expect([settings.dates.zone.isUtc, settings.dateZone.isUtc, settings.dates.calendar]).toEqual([
      true,
      true,
      'PROLEPTIC_GREGORIAN',
    ]);
    expect([settings.includes('shop.items', 'a'), settings.includes('shop.orders', 'a')]).toEqual([false, true]);
    expect([settings.includes('shop.orders', 'b'), settings.includes('shop.items', 'b')]).toEqual([true, false]);
    expect(tableOf('shop.orders', settings.tableNames, { quote: '"', qualifier: 'schema' }).name).toBe('x_shop_orders');
  });
});

test('a table’s name is taken apart as the database would', () => {
  const table = (topic: string, config: RawConfig = {}, qualifier: 'schema' | 'catalog' = 'schema') => {
    const { catalog, schema, name } = tableOf(topic, sinkSettings(config).tableNames, { quote: '"', qualifier });
    return [catalog, schema, name];
  };
  expect(table('orders')).toEqual([null, null, 'orders']);
  expect(table('public.orders')).toEqual([null, 'public', 'orders']);
  expect(table('shop.orders', {}, 'catalog')).toEqual(['shop', null, 'orders']);
  expect(table('shop.public.orders')).toEqual(['shop', 'public', 'orders']);
  expect(table('orders', { 'table.name.format': '"a.b"."${topic}"' })).toEqual([null, 'a.b', 'orders']);
  expect(table('a.b-c', { 'table.name.normalize': 'true' })).toEqual([null, null, 'a_b_c']);
  expect(() => table('x', { 'table.name.format': '""' })).toThrow(
    "Destination table name for topic 'x' is empty using the format string '\"\"'",
  );
});

test('offsets are altered over REST unless they are in the database', () => {
  const offsets = [{ topic: 't', partition: 0, offset: 5 }];
  expect(jdbcSink.alterOffsets(base, offsets)).toBe(true);
  expect(() => jdbcSink.alterOffsets({ ...base, 'delivery.guarantee': 'exactly_once' }, offsets)).toThrow(
    'change them in its table connect_offsets',
  );
});
