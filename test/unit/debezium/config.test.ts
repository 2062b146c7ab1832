import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { debeziumPostgresql } from '../../../lib/connectors/debezium/postgresql/connector.ts';

const { configDef, example } = debeziumPostgresql;

/** Checks across keys come after those of single keys, as over REST. */
const problems = (raw: RawConfig): readonly string[] => {
  const errors = validateConfig(configDef, raw).flatMap((key) => key.errors);
  if (errors.length > 0) return errors;
  return debeziumPostgresql.validate(raw).map(({ key, message }) => `${key}: ${message}`);
};

const connection = {
  'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
  'database.hostname': '192.168.99.100',
  'database.port': '5432',
  'database.user': 'postgres',
  'database.password': 'postgres',
  'database.dbname': 'postgres',
};

/** Configurations as Debezium's documentation, tutorial and examples publish them. */
const PUBLISHED: Readonly<Record<string, RawConfig>> = {
  'the example of the reference': {
    ...connection,
    'topic.prefix': 'fulfillment',
    'table.include.list': 'public.inventory',
  },
  'the tutorial': {
    ...connection,
    'tasks.max': '1',
    'database.hostname': 'postgres',
    'topic.prefix': 'dbserver1',
    'schema.include.list': 'inventory',
    'plugin.name': 'pgoutput',
  },
  'unwrapped for a JDBC sink': {
    ...connection,
    'topic.prefix': 'dbserver1',
    'schema.include.list': 'inventory',
    'slot.name': 'slot',
    transforms: 'unwrap',
    'transforms.unwrap.type': 'io.debezium.transforms.ExtractNewRecordState',
    'transforms.unwrap.drop.tombstones': 'false',
    'decimal.handling.mode': 'string',
    'time.precision.mode': 'connect',
  },
  'an outbox': {
    ...connection,
    'topic.prefix': 'dbserver1',
    'table.include.list': 'inventory.outboxevent',
    'tombstones.on.delete': 'false',
    transforms: 'outbox',
    'transforms.outbox.type': 'io.debezium.transforms.outbox.EventRouter',
  },
  'masks, keys and signals': {
    ...connection,
    'topic.prefix': 'dbserver1',
    'column.mask.hash.SHA-256.with.salt.CzQMA0cB5K': 'inventory.orders.customerName, inventory.shipment.customerName',
    'column.mask.with.0.chars': 'inventory.customers.email',
    'column.truncate.to.20.chars': 'inventory.customers.name',
    'message.key.columns': 'inventory.customers:pk1,pk2;(.*).purchaseorders:pk3,pk4',
    'signal.data.collection': 'inventory.debezium_signals',
    'signal.enabled.channels': 'source,kafka',
    'signal.kafka.topic': 'signals',
    'signal.kafka.bootstrap.servers': 'kafka:9092',
    'notification.enabled.channels': 'sink,log',
    'notification.sink.topic.name': 'notifications',
    'publication.autocreate.mode': 'filtered',
    'replica.identity.autoset.values': 'schema1.*:FULL,schema2.table2:NOTHING,schema2.table3:INDEX idx_name',
    'snapshot.select.statement.overrides': 'inventory.products,customers.orders',
    'snapshot.select.statement.overrides.customers.orders': 'SELECT * FROM [customers].[orders] WHERE delete_flag = 0',
    'heartbeat.action.query': "INSERT INTO test_heartbeat_table (text) VALUES ('test_heartbeat')",
    'database.initial.statements': 'SELECT 1',
    'slot.stream.params': 'add-tables=public.table,public.table2',
  },
  'the example of this connector': example,
};

describe('configurations', () => {
  test.each(Object.entries(PUBLISHED))('%s is valid as it is', (_name, raw) => {
    expect(problems(raw)).toEqual([]);
  });

  const base = { ...connection, 'topic.prefix': 'p' };
  test.each([
    [{ 'plugin.name': 'decoderbufs' }, /only pgoutput is supported/],
    [{ 'slot.drop.on.stop': 'true' }, /drop it by hand/],
    [{ 'slot.name': 'My-Slot' }, /lower-case letters/],
    [{ 'signal.enabled.channels': 'source,file' }, /through 'file' are not supported: .* table .* topic/],
    [{ 'notification.enabled.channels': 'sink' }, /Notification topic name must be provided/],
    [{ 'notification.enabled.channels': 'mail' }, /'mail' is not one of sink, log, jmx/],
    [{ converters: 'isbn' }, /Java classes/],
    [{ 'snapshot.mode': 'custom' }, /must be one of: always, initial/],
    [{ 'snapshot.isolation.mode': 'read_committed' }, /serializable, repeatable_read/],
    [{ 'table.include.list': 'public.(' }, /regular expressions/],
    [{ 'table.include.list': 'a', 'table.exclude.list': 'b' }, /"table.include.list" is already specified/],
    [{ 'message.key.columns': 'nonsense' }, /<table>:<column>/],
    [{ 'event.processing.failure.handling.mode': 'skip' }, /never skipped/],
    [{ 'topic.prefix': 'a b' }, /hyphens and underscores only/],
  ] satisfies ReadonlyArray<readonly [RawConfig, RegExp]>)('%o is refused, saying why', (more, why) => {
    expect(problems({ ...base, ...more }).join('\n')).toMatch(why);
  });
});

describe('keys', () => {
  const recorded = readFileSync(join(import.meta.dirname, 'fixtures/postgres-keys.txt'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()));
  /** Keys that carry settings in their names are read from the configuration as it is. */
  const named = recorded.filter(([name = '']) => !name.includes('('));

  test('are those of the original, with their types, importance and defaults', () => {
    const differences = named.flatMap(([name = '', type, fallback = '', importance]) => {
      const key = configDef[name as keyof typeof configDef];
      if (key === undefined) return [`${name} is missing`];
      const own = 'default' in key ? key.default : null;
      const shown = Array.isArray(own) ? `[${own.join(', ')}]` : String(own);
      const same = `def=${shown}` === fallback.replace('def=class ', 'def=');
      return key.type === type && key.importance === importance && same
        ? []
        : [`${name}: ${key.type} ${shown} ${key.importance}`];
    });
    expect(differences).toEqual([
      // Every server has pgoutput, and its events are the same.
      'plugin.name: STRING pgoutput MEDIUM',
      'custom.sanitize.pattern: STRING .*secret$|.*password$ LOW',
    ]);
  });
});
