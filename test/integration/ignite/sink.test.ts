import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { dateSchema, decimalSchema, timeSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import {
  arraySchema,
  BOOLEAN_SCHEMA,
  BYTES_SCHEMA,
  FLOAT32_SCHEMA,
  FLOAT64_SCHEMA,
  INT8_SCHEMA,
  INT16_SCHEMA,
  INT32_SCHEMA,
  INT64_SCHEMA,
  mapSchema,
  OPTIONAL_STRING_SCHEMA,
  type Schema,
  STRING_SCHEMA,
  structSchema,
} from '../../../lib/connect/schema.ts';
import type { SinkTask } from '../../../lib/connect/sink-task.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { igniteSink } from '../../../lib/connectors/ignite/sink/connector.ts';
import { igniteSinkTask } from '../../../lib/connectors/ignite/sink/task.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { consumed, deliver, type RecordContent } from '../../contract/tasks/sink-delivery.ts';
import { sinkTaskContract } from '../../contract/tasks/sink-task-contract.ts';
import { startIgnite, startIgniteCluster } from '../../services/ignite.ts';
import { createCertificate } from '../../services/kafka/certificate.ts';
import { service } from '../../services/on-demand.ts';
import { freePort } from '../../services/ports.ts';
import { runCommand } from '../../services/run-command.ts';
import { createRunDirectory } from '../../services/run-directory.ts';
import { waitFor } from '../../worker/worker-process.ts';
import { connectIgnite, type TestIgnite, unique } from './ignite-client.ts';

const { address } = await service('ignite');
let ignite: TestIgnite;
const running: SinkTask[] = [];

beforeAll(async () => {
  ignite = await connectIgnite(address);
});
afterEach(async () => {
  for (const task of running.splice(0)) await task.stop?.();
});
afterAll(() => ignite.close());

type Reports = Array<readonly [SinkRecord, string]>;

const startSink = async (more: Readonly<Record<string, string>>, reports: Reports | null = null): Promise<SinkTask> => {
  const raw = { 'ignite.addresses': address, cacheAllowOverwrite: 'true', ...more };
  const reporter = reports && {
    report: async (record: SinkRecord, error: Error) => void reports.push([record, error.message]),
  };
  const task = await igniteSinkTask.start(raw, sinkContext(raw, reporter));
  running.push(task);
  return task;
};

const entry = (keySchema: Schema | null, key: ConnectValue, valueSchema: Schema | null, value: ConnectValue) => ({
  keySchema,
  key,
  valueSchema,
  value,
});

const PERSON = structSchema([
  ['id', INT64_SCHEMA],
  ['name', OPTIONAL_STRING_SCHEMA],
]);
const person = (id: number | bigint, name: string | null): RecordContent =>
  entry(INT64_SCHEMA, id, PERSON, new Struct(PERSON, [id, name]));

const createTable = async (columns: string): Promise<string> => {
  const name = unique('T');
  await ignite.sql(`CREATE TABLE ${name} (${columns}) WITH "CACHE_NAME=${name}"`);
  return name;
};

let table = '';

sinkTaskContract('ignite-sink on a table', {
  connector: igniteSink,
  task: igniteSinkTask,
  open: async () => {
    table = await createTable('id BIGINT PRIMARY KEY, name VARCHAR');
    return {
      config: { 'ignite.addresses': address, cacheName: table, cacheAllowOverwrite: 'true' },
      stored: async () => (await ignite.sql(`SELECT id, name FROM ${table}`)).map((row) => JSON.stringify(row)),
    };
  },
  record: (n) => person(n, `name ${n}`),
  badRecord: entry(null, null, PERSON, new Struct(PERSON, [1, 'without a key'])),
  redelivery: 'once',
  tombstone: 'deletes',
});

describe('tables', () => {
  it('keep every value exact, of every type of column', async () => {
    const columns = {
      b: ['TINYINT', INT8_SCHEMA, -128, '-128'],
      s: ['SMALLINT', INT16_SCHEMA, 32_767, '32767'],
      i: ['INT', INT32_SCHEMA, -(2 ** 31), '-2147483648'],
      l: ['BIGINT', INT64_SCHEMA, 9_223_372_036_854_775_807n, '9223372036854775807'],
      m: ['BIGINT', INT64_SCHEMA, -9_007_199_254_740_991, '-9007199254740991'],
      f: ['REAL', FLOAT32_SCHEMA, 0.5, '0.5'],
      d: ['DOUBLE', FLOAT64_SCHEMA, Math.PI, '3.141592653589793'],
      t: ['VARCHAR', STRING_SCHEMA, 'grün 🦊', 'grün 🦊'],
      x: ['BINARY(10)', BYTES_SCHEMA, Buffer.from([0, 255]), '00ff'],
      o: ['BOOLEAN', BOOLEAN_SCHEMA, true, 'TRUE'],
      n: [
        'DECIMAL(30, 4)',
        decimalSchema(4),
        Decimal.parse('-12345678901234567890.1234'),
        '-12345678901234567890.1234',
      ],
      p: ['TIMESTAMP', timestampSchema(), new Date('2024-02-29T12:34:56.789Z'), '2024-02-29 12:34:56.789'],
      a: ['DATE', dateSchema(), new Date('2024-02-29T00:00:00Z'), '2024-02-29'],
      e: ['TIME', timeSchema(), new Date('1970-01-01T12:34:56Z'), '12:34:56'],
      u: ['UUID', STRING_SCHEMA, '00112233-4455-6677-8899-aabbccddeeff', '00112233-4455-6677-8899-aabbccddeeff'],
    } as const satisfies Readonly<Record<string, readonly [string, Schema, ConnectValue, string]>>;
    const names = Object.keys(columns);
    const name = await createTable(
      `id BIGINT PRIMARY KEY, ${Object.entries(columns)
        .map(([column, [type]]) => `${column} ${type}`)
        .join(', ')}`,
    );
    const schema = structSchema(Object.entries(columns).map(([column, [, one]]) => [column, one] as const));
    const values = Object.values(columns).map(([, , value]) => value);
    const task = await startSink({ cacheName: name });
    const huge = -9_223_372_036_854_775_808n;
    await task.put(consumed([entry(INT64_SCHEMA, huge, schema, new Struct(schema, values))]));
    const texts = names.map((column) => `CAST(${column} AS VARCHAR)`).join(', ');
    const [row] = await ignite.sql(`SELECT CAST(id AS VARCHAR), ${texts} FROM ${name}`);
    expect(row).toEqual([String(huge), ...Object.values(columns).map(([, , , text]) => text)]);
    // What the sink says of the types must not stand in the way of SQL's own rows.
    await ignite.sql(`INSERT INTO ${name} (id, ${names.join(', ')}) SELECT 1, ${names.join(', ')} FROM ${name}`);
    const [copy] = await ignite.sql(`SELECT ${texts} FROM ${name} WHERE id = 1`);
    expect(copy).toEqual(row?.slice(1));
  });

  it('have keys that SQL finds and replaces, of one column or several', async () => {
    const name = await createTable('a INT, b VARCHAR, c BIGINT, PRIMARY KEY (a, b)');
    const KEY = structSchema([
      ['b', STRING_SCHEMA],
      ['a', INT32_SCHEMA],
    ]);
    const VALUE = structSchema([['c', INT64_SCHEMA]]);
    const task = await startSink({ cacheName: name });
    await task.put(consumed([entry(KEY, new Struct(KEY, ['x', 1]), VALUE, new Struct(VALUE, [10]))]));
    expect(await ignite.sql(`SELECT c FROM ${name} WHERE a = 1 AND b = 'x'`)).toEqual([[10]]);
    await ignite.sql(`MERGE INTO ${name} (a, b, c) VALUES (1, 'x', 11)`);
    expect(await ignite.sql(`SELECT a, b, c FROM ${name}`)).toEqual([[1, 'x', 11]]);
    await task.put(consumed([entry(KEY, new Struct(KEY, ['x', 1]), null, null)], 1));
    expect(await ignite.sql(`SELECT a, b, c FROM ${name}`)).toEqual([]);
  });

  it('take maps without a schema, and say which field is no column', async () => {
    const name = await createTable('id BIGINT PRIMARY KEY, name VARCHAR, amount DECIMAL(20, 2)');
    const reports: Reports = [];
    const task = await startSink({ cacheName: name }, reports);
    await task.put(
      consumed([
        entry(null, 1, null, { name: 'one', amount: 1.5 }),
        entry(null, { id: 2 }, null, { amount: 9_007_199_254_740_993n, name: null }),
        entry(null, 3, null, { nmae: 'mistyped' }),
      ]),
    );
    expect(await ignite.sql(`SELECT id, name, CAST(amount AS VARCHAR) FROM ${name} ORDER BY id`)).toEqual([
      [1, 'one', '1.5'],
      [2, null, '9007199254740993'],
    ]);
    expect(reports.map(([, message]) => message)).toEqual([expect.stringContaining('no column for nmae')]);
  });

  it('lose only the record that does not fit', async () => {
    const name = await createTable('id BIGINT PRIMARY KEY, n INT NOT NULL, name VARCHAR(3)');
    const schema = structSchema([
      ['n', primitiveOptional],
      ['name', STRING_SCHEMA],
    ]);
    const row = (id: number, n: ConnectValue, text = 'abc') =>
      entry(INT64_SCHEMA, id, schema, new Struct(schema, [n, text]));
    const reports: Reports = [];
    const task = await startSink({ cacheName: name }, reports);
    const good = Array.from({ length: 20 }, (_, id) => row(id, id));
    await task.put(consumed([...good, row(100, 2 ** 40), row(101, null), row(102, 1, 'too long'), row(103, 7)]));
    expect(await ignite.sql(`SELECT count(*) FROM ${name}`)).toEqual([[21]]);
    expect(reports.map(([{ key }]) => key).toSorted()).toEqual([100, 101, 102]);
  });
});

const primitiveOptional: Schema = { ...INT64_SCHEMA, optional: true };

describe('caches without a table', () => {
  it('hold structs as binary objects that other clients read', async () => {
    const name = unique('C');
    const typeName = unique('org.example.Order_');
    const INNER = structSchema([['city', STRING_SCHEMA]], { name: `${typeName}Address` });
    const ORDER = structSchema(
      [
        ['id', INT64_SCHEMA],
        ['address', INNER],
        ['tags', arraySchema(STRING_SCHEMA)],
        ['prices', mapSchema(STRING_SCHEMA, FLOAT64_SCHEMA)],
        ['text', STRING_SCHEMA],
      ],
      { name: typeName },
    );
    const task = await startSink({ cacheName: name, 'ignite.create.cache': 'true' });
    const order = (id: number, text: string) =>
      entry(
        STRING_SCHEMA,
        `k${id}`,
        ORDER,
        new Struct(ORDER, [id, new Struct(INNER, ['Köln']), ['a', 'b'], new Map([['x', 1.5]]), text]),
      );
    // Offsets of one, two and four bytes.
    await task.put(consumed([order(1, 'short'), order(2, 'x'.repeat(300)), order(3, 'x'.repeat(70_000))]));
    const cache = await ignite.cache(name, 'STRING');
    for (const [id, text] of [
      [1, 'short'],
      [2, 'x'.repeat(300)],
      [3, 'x'.repeat(70_000)],
    ] as const) {
      const object = await cache.get(`k${id}`);
      if (!isBinary(object)) throw new Error('no binary object');
      expect(object.getTypeName()).toBe(typeName);
      expect(await object.getField('id')).toBe(id);
      expect(await object.getField('text')).toBe(text);
      expect(await object.getField('tags')).toEqual(['a', 'b']);
      expect(await object.getField('prices')).toEqual(new Map([['x', 1.5]]));
      const inner = await object.getField('address');
      if (!isBinary(inner)) throw new Error('no binary object');
      expect(await inner.getField('city')).toBe('Köln');
    }
  });

  it('keep entries that are there unless they may be overwritten', async () => {
    const name = unique('C');
    const reports: Reports = [];
    const settings = { cacheName: name, 'ignite.create.cache': 'true', cacheAllowOverwrite: 'false' };
    const task = await startSink(settings, reports);
    const text = (key: string, value: string | null) =>
      entry(STRING_SCHEMA, key, value === null ? null : STRING_SCHEMA, value);
    await deliver(task, consumed([text('a', 'first'), text('a', 'second')]));
    await deliver(task, consumed([text('a', 'third'), text('b', 'first'), text('b', null)], 2), false);
    const cache = await ignite.cache(name, 'STRING');
    expect([await cache.get('a'), await cache.get('b')]).toEqual(['first', 'first']);
    expect(reports.map(([{ key, value }]) => [key, value])).toEqual([['b', null]]);
    const overwriting = await startSink({ ...settings, cacheAllowOverwrite: 'true' });
    await deliver(overwriting, consumed([text('a', 'x'), text('a', 'last'), text('b', null)], 5));
    expect([await cache.get('a'), await cache.get('b')]).toEqual(['last', null]);
  });

  it('refuse a type whose field was of another type before, and that alone', async () => {
    const name = unique('C');
    const typeName = unique('Kind');
    const of = (schema: Schema) => structSchema([['n', schema]], { name: typeName });
    const reports: Reports = [];
    const task = await startSink({ cacheName: name, 'ignite.create.cache': 'true' }, reports);
    const [long, text] = [of(INT64_SCHEMA), of(STRING_SCHEMA)];
    await task.put(consumed([entry(INT64_SCHEMA, 1, long, new Struct(long, [1]))]));
    await task.put(
      consumed([
        entry(INT64_SCHEMA, 2, text, new Struct(text, ['x'])),
        entry(INT64_SCHEMA, 3, long, new Struct(long, [3])),
      ]),
    );
    expect(reports.map(([{ key }]) => key)).toEqual([2]);
    expect(await (await ignite.cache(name, 'LONG')).getSize()).toBe(2);
  });

  it('take keys and values from where paths and expressions lead', async () => {
    const name = unique('C');
    const settings = { 'singleTupleExtractor.key': 'value.id', 'singleTupleExtractor.value': 'value.name' };
    const task = await startSink({ cacheName: name, 'ignite.create.cache': 'true', ...settings });
    await task.put(consumed([{ ...person(7, 'seven'), key: null, keySchema: null }]));
    expect(await (await ignite.cache(name, 'LONG')).get(7)).toBe('seven');
    const texts = unique('C');
    const computed = {
      'singleTupleExtractor.key': 'topic + "-" + value.name',
      'singleTupleExtractor.value': 'value.id + 1',
    };
    const other = await startSink({ cacheName: texts, 'ignite.create.cache': 'true', ...computed });
    await other.put(consumed([person(7, 'seven')]));
    expect(await (await ignite.cache(texts, 'STRING')).get('contract-seven')).toBe(8);
    await expect(startSink({ cacheName: name, 'singleTupleExtractor.key': 'value.' })).rejects.toThrow(
      /singleTupleExtractor\.key: Neither a path/,
    );
  });
});

const isBinary = (value: unknown): value is { getTypeName(): string; getField(name: string): Promise<unknown> } =>
  typeof value === 'object' && value !== null && 'getField' in value;

it('names what is missing', async () => {
  const task = await startSink({ cacheName: unique('nowhere') });
  await expect(task.put(consumed([person(1, 'x')]))).rejects.toThrow(/Cache does not exist.*ignite\.create\.cache/s);
  const nameless = await startSink({ cacheName: table });
  await expect(nameless.put(consumed([{ ...person(1, 'x'), key: null }]))).rejects.toThrow(
    'Record contract-0@0 cannot be stored: The record has no key',
  );
  await expect(nameless.put(consumed([{ ...person(1, 'x'), key: null }]))).rejects.toBeInstanceOf(DataError);
});

it('logs in and encrypts', { timeout: 120_000 }, async () => {
  const directory = await createRunDirectory('ignite-tls');
  const { certificateFile, keyFile, keyStoreFile } = await createCertificate(directory.path);
  const keyStore = join(directory.path, 'node.p12');
  await runCommand('openssl', [
    'pkcs12',
    '-export',
    '-in',
    certificateFile,
    '-inkey',
    keyFile,
    '-name',
    'node',
    '-out',
    keyStore,
    '-passout',
    'pass:changeit',
  ]);
  const trusting = join(directory.path, 'trust.p12');
  await runCommand('keytool', [
    '-importkeystore',
    '-srckeystore',
    keyStore,
    '-srcstorepass',
    'changeit',
    '-destkeystore',
    trusting,
    '-deststorepass',
    'changeit',
    '-deststoretype',
    'JKS',
  ]);
  await runCommand('keytool', [
    '-importcert',
    '-noprompt',
    '-alias',
    'trusted',
    '-file',
    certificateFile,
    '-keystore',
    trusting,
    '-storepass',
    'changeit',
  ]);
  const node = await startIgnite({ keyStore: trusting, authentication: true });
  try {
    const settings = {
      'ignite.addresses': node.address.replace('127.0.0.1', 'localhost'),
      cacheName: 'secured',
      'ignite.create.cache': 'true',
      'ignite.username': 'ignite',
      'ignite.password': 'ignite',
      'ignite.ssl.enabled': 'true',
      'ignite.ssl.truststore.location': certificateFile,
      'ignite.ssl.keystore.location': keyStoreFile,
    };
    await (await startSink(settings)).put(consumed([person(1, 'x')]));
    const wrong = (await startSink({ ...settings, 'ignite.password': 'wrong' })).put(consumed([person(1, 'x')]));
    await expect(wrong).rejects.toThrow(/check ignite\.username and ignite\.password/);
    await expect(wrong).rejects.not.toBeInstanceOf(RetriableError);
    const distrusting = (await startSink({ ...settings, 'ignite.ssl.truststore.location': '' })).put(
      consumed([person(1, 'x')]),
    );
    await expect(distrusting).rejects.toThrow(/check the keys ignite\.ssl/);
  } finally {
    await node.stop();
    await directory.remove();
  }
});

it('goes to the next node when one is gone', { timeout: 120_000 }, async () => {
  const [first, second] = await startIgniteCluster();
  try {
    const nobody = `127.0.0.1:${await freePort()}`;
    const other = await connectIgnite(second.address);
    await other.sql(
      'CREATE TABLE failover (id BIGINT PRIMARY KEY, name VARCHAR) WITH "template=replicated,CACHE_NAME=failover"',
    );
    const task = await startSink({
      'ignite.addresses': [nobody, first.address, second.address].join(','),
      cacheName: 'failover',
    });
    await task.put(consumed([person(1, 'one')]));
    await first.kill();
    const records = consumed([person(2, 'two')], 1);
    await waitFor('the other node', async () => {
      try {
        await task.put(records);
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(RetriableError);
        return false;
      }
    });
    expect(await other.sql('SELECT id FROM failover ORDER BY id')).toEqual([[1], [2]]);
    other.close();
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
});
