import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { DataError } from '../../../lib/connect/errors.ts';
import { decimalSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import {
  arraySchema,
  BYTES_SCHEMA,
  FLOAT64_SCHEMA,
  INT32_SCHEMA,
  INT64_SCHEMA,
  mapSchema,
  OPTIONAL_STRING_SCHEMA,
  STRING_SCHEMA,
  structSchema,
} from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { serverNames, sharedServer, uniqueName } from './servers.ts';
import { type Reports, record, startSink, struct } from './sink-tasks.ts';

const keyed = (topic: string, offset: number, key: string, amount: number | null) =>
  record(topic, { offset, key, keySchema: STRING_SCHEMA, ...(amount === null ? {} : struct(key, amount)) });

describe.each(serverNames)('%s', (name) => {
  it('makes an index with the mapping of the schema, and writes every type', async () => {
    const server = await sharedServer(name);
    const topic = uniqueName('Types');
    const schema = structSchema([
      ['text', STRING_SCHEMA],
      ['none', OPTIONAL_STRING_SCHEMA],
      ['large', INT64_SCHEMA],
      ['price', decimalSchema(2)],
      ['at', timestampSchema()],
      ['bytes', BYTES_SCHEMA],
      ['list', arraySchema(INT32_SCHEMA)],
      ['map', mapSchema(STRING_SCHEMA, INT32_SCHEMA)],
      ['numbers', mapSchema(INT32_SCHEMA, STRING_SCHEMA)],
    ]);
    const at = new Date('2024-05-06T07:08:09.123Z');
    const bytes = new Uint8Array([1, 2, 255]);
    const map = new Map([['a', 1]]);
    const numbers = new Map([[7, 'x']]);
    const values = ['ä "quoted"\n', null, 9007199254740993n, new Decimal(1050n, 2), at, bytes, [1, 2], map, numbers];
    const task = await startSink({ 'connection.url': server.url });
    await task.put([record(topic, { offset: 0, key: 1, valueSchema: schema, value: new Struct(schema, values) })]);

    const index = topic.toLowerCase();
    const stored = await fetch(`${server.url}/${index}/_doc/1`).then((response) => response.text());
    // As text, since JavaScript's numbers would round.
    expect(stored).toContain('"large":9007199254740993,"price":10.50,');
    expect((await server.documents(index)).get('1')).toMatchObject({
      text: 'ä "quoted"\n',
      none: null,
      at: at.getTime(),
      bytes: 'AQL/',
      list: [1, 2],
      map: { a: 1 },
      numbers: [{ key: 7, value: 'x' }],
    });
    const { json } = await server.call('GET', `/${index}/_mapping`);
    expect(json).toMatchObject({
      [index]: {
        mappings: {
          properties: {
            text: { type: 'text', fields: { keyword: { type: 'keyword', ignore_above: 256 } } },
            large: { type: 'long' },
            price: { type: 'double' },
            at: { type: 'date' },
            bytes: { type: 'binary' },
            list: { type: 'integer' },
          },
        },
      },
    });
  });

  it('keeps a document that is newer than what comes late or again, deletions included', async () => {
    const server = await sharedServer(name);
    const topic = uniqueName('versions');
    const task = await startSink({ 'connection.url': server.url, 'behavior.on.null.values': 'delete' });
    await task.put([
      keyed(topic, 0, 'a', 1),
      keyed(topic, 1, 'b', 1),
      keyed(topic, 5, 'a', 5),
      keyed(topic, 6, 'b', null),
    ]);
    await task.put([
      keyed(topic, 0, 'a', 1),
      keyed(topic, 1, 'b', 1),
      keyed(topic, 4, 'a', 4),
      keyed(topic, 5, 'a', 5),
    ]);
    expect(await server.documents(topic)).toEqual(new Map([['a', { name: 'a', amount: 5 }]]));
    await task.put([keyed(topic, 7, 'a', null), keyed(topic, 8, 'b', 8)]);
    expect(await server.documents(topic)).toEqual(new Map([['b', { name: 'b', amount: 8 }]]));
  });

  it('puts fields into documents under write.method=upsert, in order', async () => {
    const server = await sharedServer(name);
    const topic = uniqueName('upserts');
    const config = { 'write.method': 'upsert', 'behavior.on.null.values': 'delete', 'schema.ignore': 'true' };
    const task = await startSink({
      'connection.url': server.url,
      'batch.size': '3',
      'bulk.size.bytes': '200',
      ...config,
    });
    const changes = Array.from({ length: 40 }, (_, n) =>
      record(topic, { offset: n, key: `k${n % 2}`, value: { [`f${n % 3}`]: n } }),
    );
    await task.put(changes);
    const expected = new Map([
      ['k0', { f0: 36, f1: 34, f2: 38 }],
      ['k1', { f0: 39, f1: 37, f2: 35 }],
    ]);
    expect(await server.documents(topic)).toEqual(expected);
    await task.put(changes);
    expect(await server.documents(topic)).toEqual(expected);
    await task.put([record(topic, { offset: 40, key: 'k0' })]);
    expect([...(await server.documents(topic)).keys()]).toEqual(['k1']);
  });

  it('reports a document that does not fit the mapping, and stores the others', async () => {
    const server = await sharedServer(name);
    const topic = uniqueName('conflict');
    const reports: Reports = new Map();
    const task = await startSink(
      { 'connection.url': server.url, 'behavior.on.malformed.documents': 'warn' },
      { reports },
    );
    const poison = record(topic, { offset: 1, key: 'poison', value: { amount: 'many' } });
    await task.put([keyed(topic, 0, 'a', 1), poison, keyed(topic, 2, 'b', 2)]);
    expect([...(await server.documents(topic)).keys()]).toEqual(['a', 'b']);
    expect([...reports.keys()]).toEqual([1]);
    expect(reports.get(1)).toMatch(
      /^Indexing failed: (mapper|document)_parsing_exception: .*failed to parse field \[amount\]/,
    );
  });

  it('finds the record for which the server refuses the whole request', async () => {
    const server = await sharedServer(name);
    const topic = uniqueName('whole');
    const reports: Reports = new Map();
    const task = await startSink({ 'connection.url': server.url }, { reports });
    // An id of more than 512 bytes.
    const poison = keyed(topic, 3, 'x'.repeat(600), 1);
    await task.put([0, 1, 2].map((n) => keyed(topic, n, `k${n}`, n)).concat(poison, keyed(topic, 4, 'k4', 4)));
    expect([...(await server.documents(topic)).keys()]).toEqual(['k0', 'k1', 'k2', 'k4']);
    expect([...reports.keys()]).toEqual([3]);
  });

  it('takes a version from a header', async () => {
    const server = await sharedServer(name);
    const topic = uniqueName('header');
    const reports: Reports = new Map();
    const task = await startSink({ 'connection.url': server.url, 'external.version.header': 'v' }, { reports });
    const versioned = (offset: number, version: number | string | null) => ({
      ...keyed(topic, offset, 'a', offset),
      headers: version === null ? [] : [{ key: 'v', schema: null, value: version }],
    });
    await task.put([versioned(0, 10), versioned(1, 5), versioned(2, 'secret'), versioned(3, null)]);
    expect(await server.documents(topic)).toEqual(new Map([['a', { name: 'a', amount: 0 }]]));
    expect([...reports.keys()]).toEqual([2, 3]);
    expect([...reports.values()].join()).not.toContain('secret');
  });

  it('writes to resources that somebody else made, and to no other', async () => {
    const server = await sharedServer(name);
    const [topic, index, alias] = [uniqueName('topic'), uniqueName('index'), uniqueName('alias')];
    await server.call('PUT', `/${index}`, { aliases: { [alias]: { is_write_index: true } } });
    const config = {
      'external.resource.usage': 'ALIAS_INDEX',
      'topic.to.external.resource.mapping': `${topic}:${alias}`,
    };
    const task = await startSink({ 'connection.url': server.url, ...config });
    await task.put([keyed(topic, 0, 'a', 1)]);
    expect([...(await server.documents(index)).keys()]).toEqual(['a']);
    await expect(task.put([keyed('another', 0, 'a', 1)])).rejects.toThrow(
      "Topic 'another' is not mapped to any resource",
    );
    await server.call('DELETE', `/${index}`);
    const later = await startSink({ 'connection.url': server.url, ...config });
    await expect(later.put([keyed(topic, 0, 'a', 1)])).rejects.toThrow(`Resource '${alias}' does not exist`);
  });
});

it('makes data streams with an index template, and gives documents a timestamp', async () => {
  const server = await sharedServer('opensearch');
  const topic = uniqueName('events');
  const config = {
    'data.stream.enabled': 'true',
    'data.stream.prefix': 'Logs',
    'key.ignore': 'true',
    'schema.ignore': 'true',
  };
  const raw = { 'connector.class': 'io.aiven.kafka.connect.opensearch.OpenSearchSinkConnector', ...config };
  const task = await startSink({ 'connection.url': server.url, ...raw });
  const value = { '@timestamp': '2024-01-01T00:00:00Z', n: 1 };
  await task.put([record(topic, { offset: 0, value }), record(topic, { offset: 1, value })]);
  await task.put([record(topic, { offset: 0, value })]);
  expect((await server.documents(`logs-${topic}`)).size).toBe(2);

  await server.call('PUT', `/_index_template/${topic}`, {
    index_patterns: [`metrics-app-${topic}`],
    data_stream: {},
    priority: 300,
  });
  const named = {
    'data.stream.type': 'metrics',
    'data.stream.dataset': 'app',
    'key.ignore': 'true',
    'schema.ignore': 'true',
  };
  const byRecord = await startSink({ 'connection.url': server.url, ...named });
  await byRecord.put([record(topic, { offset: 0, value })]);
  const byField = await startSink({ 'connection.url': server.url, ...named, 'data.stream.timestamp.field': 'when,at' });
  const schema = structSchema([
    ['at', timestampSchema()],
    ['@timestamp', STRING_SCHEMA],
    ['x', FLOAT64_SCHEMA],
  ]);
  const at = new Date('2024-02-03T00:00:00Z');
  await byField.put([
    record(topic, { offset: 1, valueSchema: schema, value: new Struct(schema, [at, 'replaced', 1]) }),
  ]);
  expect([...(await server.documents(`metrics-app-${topic}`)).values()]).toEqual([
    { '@timestamp': Date.UTC(2024, 0, 1), n: 1 },
    { '@timestamp': String(at.getTime()), at: at.getTime(), x: 1 },
  ]);
});

it('names documents by place in Kafka where the key is ignored, whatever the topic is called by then', async () => {
  const server = await sharedServer('elasticsearch8');
  const topic = uniqueName('place');
  const task = await startSink({
    'connection.url': server.url,
    'topic.key.ignore': topic,
    'behavior.on.null.values': 'delete',
  });
  const renamed = (original: string) => ({
    ...record(topic, { offset: 4, partition: 2, ...struct('a', 1) }),
    originalTopic: original,
  });
  await task.put([renamed('one'), renamed('two'), record(topic, { offset: 5 })]);
  expect([...(await server.documents(topic)).keys()]).toEqual(['one+2+4', 'two+2+4']);
});

it('fails with the record’s place where it cannot be reported', async () => {
  const server = await sharedServer('elasticsearch8');
  const topic = uniqueName('failing');
  const task = await startSink({ 'connection.url': server.url });
  await expect(task.put([record(topic, { offset: 7, key: 'a' })])).rejects.toThrow(
    `Record ${topic}-0@7 cannot be written: record from topic=${topic} partition=0 offset=7 has a null value`,
  );
  await expect(task.put([record(topic, { offset: 8, ...struct('a', 1) })])).rejects.toThrow(
    'Key is used as document id and can not be null.',
  );
  const keys = [
    [true, 'BOOLEAN'],
    [1.5, 'FLOAT64'],
    [{ id: 1 }, 'MAP'],
  ] as const;
  for (const [key, type] of keys)
    await expect(task.put([record(topic, { offset: 9, key, ...struct('a', 1) })])).rejects.toThrow(
      `${type} is not supported as the document id.`,
    );
  const schemaless = task.put([record(uniqueName('schemaless'), { offset: 10, key: 'a', value: { n: 1 } })]);
  await expect(schemaless).rejects.toBeInstanceOf(DataError);
});
