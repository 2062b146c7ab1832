import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../../lib/connect/connector.ts';
import { debeziumMongodb } from '../../../../lib/connectors/debezium/mongodb/connector.ts';

const { configDef, example } = debeziumMongodb;

/** Checks across keys come after those of single keys, as over REST. */
const problems = (raw: RawConfig): readonly string[] => {
  const errors = validateConfig(configDef, raw).flatMap((key) => key.errors);
  if (errors.length > 0) return errors;
  return debeziumMongodb.validate(raw).map(({ key, message }) => `${key}: ${message}`);
};

const connection = {
  'connector.class': 'io.debezium.connector.mongodb.MongoDbConnector',
  'mongodb.connection.string': 'mongodb://192.168.99.100:27017/?replicaSet=rs0',
  'topic.prefix': 'fulfillment',
};

/** Configurations as Debezium's documentation, tutorial and examples publish them. */
const PUBLISHED: Readonly<Record<string, RawConfig>> = {
  'the example of the reference': { ...connection, 'collection.include.list': 'inventory[.]*' },
  'the tutorial': {
    ...connection,
    'tasks.max': '1',
    'mongodb.user': 'debezium',
    'mongodb.password': 'dbz',
    'topic.prefix': 'dbserver1',
    'database.include.list': 'inventory',
  },
  'unwrapped for a JDBC sink': {
    ...connection,
    'topic.prefix': 'dbserver1',
    'database.include.list': 'inventory',
    transforms: 'route,unwrap',
    'transforms.route.type': 'org.apache.kafka.connect.transforms.RegexRouter',
    'transforms.route.regex': '([^.]+)\\.([^.]+)\\.([^.]+)',
    'transforms.route.replacement': '$3',
    'transforms.unwrap.type': 'io.debezium.connector.mongodb.transforms.ExtractNewDocumentState',
    'transforms.unwrap.drop.tombstones': 'false',
  },
  'pre-images, filters, pipelines and signals': {
    ...connection,
    'capture.mode': 'change_streams_update_full_with_pre_image',
    'capture.scope': 'database',
    'capture.target': 'inventory',
    'field.exclude.list': 'inventory.customers.email,*.orders.note.text',
    'field.renames': 'inventory.customers.name:fullName',
    'cursor.pipeline':
      '[{"$match": {"$and": [{"operationType": "insert"}, {"fullDocument.eventId": 1404}]}}, {"$addFields": {"a": 1}}]',
    'cursor.pipeline.order': 'user_first',
    'cursor.oversize.handling.mode': 'split',
    'signal.data.collection': 'inventory.debezium_signals',
    'snapshot.collection.filter.overrides': 'inventory.products',
    'snapshot.collection.filter.overrides.inventory.products': '{"delete_flag": 0}',
    'heartbeat.interval.ms': '10000',
  },
  'a service in a cloud': {
    ...connection,
    'mongodb.connection.string': 'mongodb+srv://user:p%40ss@cluster0.example.mongodb.net/?retryWrites=true',
    'mongodb.ssl.enabled': 'true',
  },
  'the example of this connector': example,
};

describe('configurations', () => {
  test.each(Object.entries(PUBLISHED))('%s is valid as it is', (_name, raw) => {
    expect(problems(raw)).toEqual([]);
  });

  test.each([
    [{ 'mongodb.connection.string': 'http://user:hunter2@host' }, /^(?!.*hunter2).*must begin with mongodb/s],
    [{ 'mongodb.connection.string': 'mongodb://user:hunter2@/' }, /^(?!.*hunter2).*names no host/s],
    [{ 'mongodb.ssl.keystore': '/a.jks' }, /PEM files and PKCS#12 .* openssl pkcs12/],
    [{ 'mongodb.ssl.truststore': '/a.p12' }, /only PEM files .* openssl pkcs12/],
    [{ 'mongodb.authentication.class': 'org.example.Provider' }, /authMechanism/],
    [{ 'capture.mode': 'oplog' }, /must be one of: change_streams/],
    [{ 'capture.scope': 'database' }, /capture.target is missing/],
    [{ 'capture.scope': 'collection', 'capture.target': 'inventory' }, /named database.collection/],
    [{ 'cursor.pipeline': '{"$match": {}}' }, /pipeline JSON is invalid: a list of stages/],
    [{ 'cursor.pipeline': '[{"$match"' }, /pipeline JSON is invalid/],
    [{ 'cursor.oversize.handling.mode': 'skip' }, /Invalid threshold/],
    [{ 'field.exclude.list': 'inventory.email' }, /has invalid format/],
    [{ 'field.renames': 'inventory.customers.name' }, /has invalid format/],
    [{ 'collection.include.list': 'a.b', 'collection.exclude.list': 'a.c' }, /"collection.include.list" is already/],
    [{ 'database.include.list': 'a(' }, /regular expressions/],
    [{ 'snapshot.mode': 'custom' }, /must be one of: always, initial/],
    [{ 'signal.enabled.channels': 'source,file' }, /'file'/],
    [{ converters: 'isbn' }, /Java classes/],
  ] satisfies ReadonlyArray<readonly [RawConfig, RegExp]>)('%o is refused, saying why', (more, why) => {
    expect(problems({ ...connection, ...more }).join('\n')).toMatch(why);
  });
});

test('keys are those of the original, with their types, importance and defaults', () => {
  const recorded = readFileSync(join(import.meta.dirname, '../fixtures/mongodb-keys.txt'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' | ').map((part) => part.trim()));
  const differences = recorded.flatMap(([name = '', type, fallback = '', importance]) => {
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
    // It may hold a password.
    'mongodb.connection.string: PASSWORD null HIGH',
    'custom.sanitize.pattern: STRING .*secret$|.*password$ LOW',
  ]);
});
