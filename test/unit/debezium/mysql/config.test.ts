import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SourceConnectorPlugin } from '../../../../lib/config/define-connector.ts';
import { validateConfig } from '../../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../../lib/connect/connector.ts';
import { debeziumMariadb } from '../../../../lib/connectors/debezium/mariadb/connector.ts';
import { debeziumMysql } from '../../../../lib/connectors/debezium/mysql/connector.ts';

/** Checks across keys come after those of single keys, as over REST. */
const problems = (connector: SourceConnectorPlugin, raw: RawConfig): readonly string[] => {
  const errors = validateConfig(connector.configDef, raw).flatMap((key) => key.errors);
  if (errors.length > 0) return errors;
  return connector.validate(raw).map(({ key, message }) => `${key}: ${message}`);
};

const connection = {
  'connector.class': 'io.debezium.connector.mysql.MySqlConnector',
  'database.hostname': '192.168.99.100',
  'database.port': '3306',
  'database.user': 'debezium-user',
  'database.password': 'debezium-user-pw',
  'database.server.id': '184054',
};
const topic = {
  'schema.history.internal.kafka.bootstrap.servers': 'kafka:9092',
  'schema.history.internal.kafka.topic': 'schema-changes.inventory',
};

/** Configurations as Debezium's documentation, tutorial and examples publish them. */
const PUBLISHED: Readonly<Record<string, RawConfig>> = {
  'the example of the reference': {
    ...connection,
    ...topic,
    'topic.prefix': 'fullfillment',
    'database.include.list': 'inventory',
    'include.schema.changes': 'true',
  },
  'the tutorial': {
    ...connection,
    ...topic,
    'tasks.max': '1',
    'database.hostname': 'mysql',
    'topic.prefix': 'dbserver1',
    'database.include.list': 'inventory',
  },
  'unwrapped for a JDBC sink': {
    ...connection,
    ...topic,
    'topic.prefix': 'dbserver1',
    'database.include.list': 'inventory',
    transforms: 'route,unwrap',
    'transforms.route.type': 'org.apache.kafka.connect.transforms.RegexRouter',
    'transforms.route.regex': '([^.]+)\\.([^.]+)\\.([^.]+)',
    'transforms.route.replacement': '$3',
    'transforms.unwrap.type': 'io.debezium.transforms.ExtractNewRecordState',
  },
  'a hosted server': {
    ...connection,
    ...topic,
    'topic.prefix': 'mysql1',
    'snapshot.mode': 'when_needed',
    'database.ssl.mode': 'required',
    'snapshot.locking.mode': 'none',
    'gtid.source.includes': '3e11fa47-71ca-11e1-9e33-c80aa9429562',
    'bigint.unsigned.handling.mode': 'precise',
    'time.precision.mode': 'connect',
    'signal.data.collection': 'inventory.debezium_signal',
    'heartbeat.interval.ms': '10000',
    'skipped.operations': 'none',
    'schema.history.internal.store.only.captured.tables.ddl': 'true',
  },
};

describe('configurations', () => {
  test.each(Object.entries(PUBLISHED))('%s is valid as it is', (_name, raw) => {
    expect(problems(debeziumMysql, raw)).toEqual([]);
  });

  test('of MariaDB’s reference', () => {
    const raw = {
      ...connection,
      ...topic,
      'connector.class': 'io.debezium.connector.mariadb.MariaDbConnector',
      'topic.prefix': 'fullfillment',
      'database.include.list': 'inventory',
      'database.ssl.mode': 'trust',
    };
    expect(problems(debeziumMariadb, raw)).toEqual([]);
    expect(problems(debeziumMariadb, { ...raw, 'database.ssl.mode': 'required' }).join()).toMatch(/disable, trust/);
  });

  const base = { ...connection, 'topic.prefix': 'p' };
  test.each([
    [{ 'database.server.id': '0' }, /database\.server\.id/],
    [{ 'snapshot.mode': 'custom' }, /must be one of: always, initial/],
    [{ 'snapshot.locking.mode': 'custom' }, /must be one of: minimal/],
    [{ 'time.precision.mode': 'adaptive' }, /adaptive_time_microseconds/],
    [{ 'table.include.list': 'inventory.(' }, /regular expressions/],
    [{ 'database.include.list': 'a', 'database.exclude.list': 'b' }, /"database.include.list" is already specified/],
    [{ 'gtid.source.includes': 'a', 'gtid.source.excludes': 'b' }, /"gtid.source.includes" is already specified/],
    [{ 'event.deserialization.failure.handling.mode': 'skip' }, /never skipped/],
    [{ 'schema.history.internal': 'io.debezium.storage.file.history.FileSchemaHistory' }, /offsets/],
    [{ 'signal.enabled.channels': 'source,file' }, /through 'file' are not supported/],
    [{ 'notification.enabled.channels': 'sink' }, /Notification topic name must be provided/],
  ] satisfies ReadonlyArray<readonly [RawConfig, RegExp]>)('%o is refused, saying why', (more, why) => {
    expect(problems(debeziumMysql, { ...base, ...more }).join('\n')).toMatch(why);
  });
});

test('keys are those of the original, with their types, importance and defaults', () => {
  const recorded = readFileSync(join(import.meta.dirname, '../fixtures/mysql-keys.txt'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' | ').map((part) => part.trim()));
  const { configDef } = debeziumMysql;
  const differences = recorded.flatMap(([name = '', type, fallback = '', importance]) => {
    // Keys that carry settings in their names are read from the configuration as it is.
    if (name.includes('(')) return [];
    const key = configDef[name];
    if (key === undefined) return [`${name} is missing`];
    const own = 'default' in key ? key.default : null;
    const shown = Array.isArray(own) ? `[${own.join(', ')}]` : String(own);
    const isSame = `def=${shown}` === fallback.replace('def=class ', 'def=');
    return key.type === type && key.importance === importance && isSame
      ? []
      : [`${name}: ${key.type} ${shown} ${key.importance}`];
  });
  expect(differences).toEqual([
    'custom.sanitize.pattern: STRING .*secret$|.*password$ LOW',
    // Beside the offsets, unless a topic is named.
    'schema.history.internal: STRING null LOW',
    // A list of expressions, as gtid.source.includes is.
    'gtid.source.excludes: LIST null MEDIUM',
  ]);
});
