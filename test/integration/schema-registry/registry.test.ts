import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { afterAll, describe, expect, it } from 'vitest';
import type { ConverterPlugin } from '../../../lib/config/define-converter.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { Converter } from '../../../lib/connect/converter.ts';
import { ConnectError, DataError, RetriableError } from '../../../lib/connect/errors.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { avroConverter } from '../../../lib/converters/avro-converter.ts';
import { jsonSchemaConverter } from '../../../lib/converters/json-schema-converter.ts';
import { protobufConverter } from '../../../lib/converters/protobuf-converter.ts';
import { service } from '../../services/on-demand.ts';
import { allTypes, allTypesSchema } from '../../unit/converters/all-types.ts';
import { whenReady } from '../../unit/converters/ready.ts';

const { url } = await service('schema-registry');
const STRATEGIES = 'io.confluent.kafka.serializers.subject';

const unique = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 8)}`;

const create = (plugin: ConverterPlugin, config: RawConfig = {}) =>
  plugin.create({ 'schema.registry.url': url, 'max.retries': '0', ...config }, false);

const ask = async (path: string, method = 'GET', body?: object): Promise<unknown> => {
  const response = await fetch(`${url}/${path}`, {
    method,
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
};

const person = (...extra: ReadonlyArray<readonly [string, s.Schema]>) =>
  s.structSchema([['name', s.STRING_SCHEMA], ...extra], { name: 'com.example.Person' });

const ada = (schema: s.StructSchema): Struct => Struct.of(schema, { name: 'Ada' });

const formats = [
  ['Avro', avroConverter],
  ['JSON Schema', jsonSchemaConverter],
  ['Protobuf', protobufConverter],
] as const;

/** Converts with one converter, on a topic of its own, once the converter is ready. */
const ready = <T>(converter: Converter, convert: (converter: Converter, topic: string) => T): Promise<T> => {
  const topic = unique('own');
  return whenReady(() => convert(converter, topic));
};

/** Protobuf's messages have no names in the model but the last part, and a required field is an optional one. */
const fieldsOf = (value: unknown): unknown => {
  if (value instanceof Struct)
    return value.schema.fields.map(({ name }, index) => [name, fieldsOf(value.values[index])]);
  return value instanceof Uint8Array ? [...value] : value;
};

describe.each(formats)('%s', (name, plugin) => {
  it('registers a schema once, and reads back what was written', async () => {
    const topic = unique(name.replace(' ', ''));
    const writer = create(plugin, { 'optional.for.nullables': 'true' });
    const bytes = await whenReady(() => writer.fromConnectData(topic, allTypesSchema, allTypes));
    expect(writer.fromConnectData(topic, allTypesSchema, allTypes)).toEqual(bytes);
    expect(await ask(`subjects/${topic}-value/versions`)).toEqual([1]);
    const read = await ready(create(plugin, { 'optional.for.nullables': 'true' }), (one) =>
      one.toConnectData(topic, bytes),
    );
    // The field `opt` was null and has a default.
    const expected = Struct.of(allTypesSchema, {
      ...Object.fromEntries(allTypesSchema.fields.map(({ name: field }) => [field, allTypes.get(field)])),
      opt: 'dflt',
    });
    expect(fieldsOf(read.value)).toEqual(fieldsOf(expected));
  });

  it('names subjects by topic, by record, or by both', async () => {
    const schema = s.structSchema([['name', s.STRING_SCHEMA]], { name: `com.example.${unique('P').replace('-', '')}` });
    const topic = unique('people');
    for (const [strategy, subject] of [
      ['TopicNameStrategy', `${topic}-value`],
      ['RecordNameStrategy', schema.name],
      ['TopicRecordNameStrategy', `${topic}-${schema.name}`],
    ]) {
      const converter = create(plugin, { 'value.subject.name.strategy': `${STRATEGIES}.${strategy}` });
      const bytes = await whenReady(() => converter.fromConnectData(topic, schema, ada(schema)));
      expect(await ask(`subjects/${subject}/versions`)).toEqual([1]);
      const read = await whenReady(() => converter.toConnectData(topic, bytes));
      expect(fieldsOf(read.value)).toEqual([['name', 'Ada']]);
    }
  });

  it('evolves a schema, and reads records of both versions', async () => {
    const topic = unique('evolving');
    const [first, second] = [person(), person(['age', s.OPTIONAL_INT32_SCHEMA])];
    const converter = create(plugin, { 'optional.for.nullables': 'true' });
    const old = await whenReady(() => converter.fromConnectData(topic, first, ada(first)));
    const fresh = await whenReady(() =>
      converter.fromConnectData(topic, second, Struct.of(second, { name: 'Grace', age: 36 })),
    );
    expect(await ask(`subjects/${topic}-value/versions`)).toEqual([1, 2]);
    const readOld = await whenReady(() => converter.toConnectData(topic, old));
    const readFresh = await whenReady(() => converter.toConnectData(topic, fresh));
    expect(readOld.schema?.version).toBe(1);
    expect(readFresh.schema?.version).toBe(2);
    expect(fieldsOf(readFresh.value)).toEqual([
      ['name', 'Grace'],
      ['age', 36],
    ]);
  });

  it('writes with the latest schema under use.latest.version', async () => {
    const topic = unique('latest');
    const [narrow, wide] = [person(), person(['age', s.OPTIONAL_INT32_SCHEMA])];
    const registering = create(plugin, { 'optional.for.nullables': 'true' });
    await whenReady(() => registering.fromConnectData(topic, wide, ada(wide)));
    const converter = create(plugin, {
      'auto.register.schemas': 'false',
      'use.latest.version': 'true',
      'optional.for.nullables': 'true',
    });
    const bytes = await whenReady(() => converter.fromConnectData(topic, narrow, ada(narrow)));
    const read = await whenReady(() => converter.toConnectData(topic, bytes));
    expect(fieldsOf(read.value)).toEqual([
      ['name', 'Ada'],
      ['age', null],
    ]);
    expect(await ask(`subjects/${topic}-value/versions`)).toEqual([1]);
  });

  it('refuses the record of a schema that is not registered, without auto.register.schemas', async () => {
    const schema = person();
    const converter = create(plugin, { 'auto.register.schemas': 'false' });
    const refused = ready(converter, (one, topic) => one.fromConnectData(topic, schema, ada(schema)));
    await expect(refused).rejects.toThrow(DataError);
  });
});

describe('a registry', () => {
  it('refuses an incompatible schema: that record is bad, others are not', async () => {
    const topic = unique('strict');
    const converter = create(avroConverter);
    const [first, other] = [person(), person(['age', s.INT32_SCHEMA])];
    const good = await whenReady(() => converter.fromConnectData(topic, first, ada(first)));
    await ask(`config/${topic}-value`, 'PUT', { compatibility: 'BACKWARD' });
    const refused = whenReady(() => converter.fromConnectData(topic, other, Struct.of(other, { name: 'x', age: 1 })));
    await expect(refused).rejects.toMatchObject({
      message: `Failed to serialize Avro data from topic ${topic} :`,
      cause: { message: expect.stringMatching(/error code: 409/) },
    });
    expect(converter.fromConnectData(topic, first, ada(first))).toEqual(good);
  });

  it('says that it does not know an id: that record is bad', async () => {
    const bytes = Buffer.of(0, 0x7f, 0, 0, 1, 2);
    const refused = ready(create(avroConverter), (one) => one.toConnectData('t', bytes));
    await expect(refused).rejects.toMatchObject({
      message: 'Failed to deserialize data for topic t to Avro: ',
      cause: { message: expect.stringMatching(/error code: 404/) },
    });
    expect(() => create(avroConverter).toConnectData('t', Buffer.from('{"a":1}'))).toThrow(/Unknown magic byte!/);
  });

  it('that does not answer is asked again', async () => {
    const converter = create(avroConverter, { 'schema.registry.url': 'http://127.0.0.1:9' });
    const refused = whenReady(() => converter.toConnectData('t', Buffer.of(0, 0, 0, 0, 1, 2)));
    await expect(refused).rejects.toThrow(RetriableError);
  });

  it('is found at the second URL where the first does not answer', async () => {
    const converter = create(avroConverter, { 'schema.registry.url': `http://127.0.0.1:9,${url}` });
    const bytes = await ready(converter, (one, topic) => one.fromConnectData(topic, s.STRING_SCHEMA, 'text'));
    expect(bytes?.[0]).toBe(0);
  });

  it('resolves references: a schema may be in pieces', async () => {
    const address = unique('Address').replace('-', '');
    const piece = { type: 'record', name: address, namespace: 'ref', fields: [{ name: 'city', type: 'string' }] };
    await ask(`subjects/ref.${address}/versions`, 'POST', { schema: JSON.stringify(piece) });
    const topic = unique('references');
    const whole = { type: 'record', name: 'Home', namespace: 'ref', fields: [{ name: 'at', type: `ref.${address}` }] };
    await ask(`subjects/${topic}-value/versions`, 'POST', {
      schema: JSON.stringify(whole),
      references: [{ name: `ref.${address}`, subject: `ref.${address}`, version: 1 }],
    });
    const inner = s.structSchema([['city', s.STRING_SCHEMA]], { name: `ref.${address}` });
    const schema = s.structSchema([['at', inner]], { name: 'ref.Home' });
    const converter = create(avroConverter, { 'auto.register.schemas': 'false', 'use.latest.version': 'true' });
    const value = new Struct(schema, [new Struct(inner, ['London'])]);
    const strict = { 'latest.compatibility.strict': 'true' };
    const bytes = await whenReady(() => converter.fromConnectData(topic, schema, value));
    const read = await ready(create(avroConverter, strict), (one) => one.toConnectData(topic, bytes));
    expect(fieldsOf(read.value)).toEqual([['at', [['city', 'London']]]]);
  });
});

describe('credentials', () => {
  /** The registry asks for none: a gate before it does, and passes everything else on. */
  const gates: Array<ReturnType<typeof createServer>> = [];
  const gate = async (authorization: string): Promise<string> => {
    const server = createServer((request, response) => {
      if (request.headers.authorization !== authorization) {
        response
          .writeHead(401, { 'content-type': 'application/json' })
          .end('{"error_code":401,"message":"Unauthorized"}');
        return;
      }
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        const answer = await fetch(new URL(request.url ?? '', new URL(url).origin), {
          method: request.method ?? 'GET',
          headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
          ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
        });
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
      })();
    });
    gates.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}${new URL(url).pathname}`;
  };

  afterAll(() => {
    for (const server of gates) server.close();
  });

  const basic = `Basic ${Buffer.from('reader:s3cret').toString('base64')}`;

  it.each([
    [
      'basic.auth.user.info',
      basic,
      { 'basic.auth.credentials.source': 'USER_INFO', 'basic.auth.user.info': 'reader:s3cret' },
    ],
    ['the URL', basic, {}],
    ['bearer.auth.token', 'Bearer t0ken', { 'bearer.auth.token': 't0ken' }],
  ])('come from %s', async (source, expected, config) => {
    const open = new URL(await gate(expected));
    if (source === 'the URL') {
      open.username = 'reader';
      open.password = 's3cret';
    }
    const converter = create(avroConverter, { 'schema.registry.url': open.href, ...config });
    const bytes = await ready(converter, (one, topic) => one.fromConnectData(topic, s.STRING_SCHEMA, 'text'));
    expect(bytes?.subarray(5)).toEqual(Buffer.from('\btext'));
  });

  it('that are wrong fail the task, whatever is tolerated, and do not show', async () => {
    const open = await gate(basic);
    const converter = create(avroConverter, {
      'schema.registry.url': open,
      'basic.auth.credentials.source': 'USER_INFO',
      'basic.auth.user.info': 'reader:wr0ng',
    });
    const error = await whenReady(() => converter.fromConnectData('t', s.STRING_SCHEMA, 'x')).catch(
      (one: unknown) => one,
    );
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).not.toBeInstanceOf(DataError);
    expect(error).not.toBeInstanceOf(RetriableError);
    expect(String(error)).not.toContain('wr0ng');
  });
});

describe('an independent client', () => {
  const client = new SchemaRegistry({ host: url }, { [SchemaType.JSON]: { strict: false } });
  const schema = s.structSchema(
    [
      ['id', s.INT32_SCHEMA],
      ['name', s.STRING_SCHEMA],
      ['tags', s.arraySchema(s.STRING_SCHEMA)],
    ],
    { name: 'com.example.Item' },
  );
  const value = new Struct(schema, [7, 'grüße', ['a', 'b']]);
  const plain = { id: 7, name: 'grüße', tags: ['a', 'b'] };

  it.each(formats)('reads what the %s converter writes', async (_name, plugin) => {
    const bytes = await ready(create(plugin), (one, topic) => one.fromConnectData(topic, schema, value));
    expect({ ...(await client.decode(Buffer.from(bytes ?? []))) }).toEqual(plain);
  });

  it.each([
    [
      'Avro',
      avroConverter,
      SchemaType.AVRO,
      JSON.stringify({
        type: 'record',
        name: 'Item',
        namespace: 'com.example',
        fields: [
          { name: 'id', type: 'int' },
          { name: 'name', type: 'string' },
          { name: 'tags', type: { type: 'array', items: 'string' } },
        ],
      }),
    ],
    [
      'JSON Schema',
      jsonSchemaConverter,
      SchemaType.JSON,
      JSON.stringify({
        type: 'object',
        title: 'com.example.Item',
        properties: {
          id: { type: 'integer', 'connect.index': 0 },
          name: { type: 'string', 'connect.index': 1 },
          tags: { type: 'array', items: { type: 'string' }, 'connect.index': 2 },
        },
      }),
    ],
    [
      'Protobuf',
      protobufConverter,
      SchemaType.PROTOBUF,
      'syntax = "proto3"; package com.example; message Item { int32 id = 1; string name = 2; repeated string tags = 3; }',
    ],
  ] as const)('writes what the %s converter reads', async (_name, plugin, type, text) => {
    const topic = unique('theirs');
    const { id } = await client.register({ type, schema: text }, { subject: `${topic}-value` });
    const encoded = await client.encode(id, plain);
    // The client leaves the message's index out, which the format demands: 0 for the first one.
    const index = type === SchemaType.PROTOBUF ? [0] : [];
    const bytes = Buffer.concat([encoded.subarray(0, 5), Buffer.from(index), encoded.subarray(5)]);
    const read = await ready(create(plugin), (one) => one.toConnectData(topic, bytes));
    expect(fieldsOf(read.value)).toEqual(fieldsOf(value));
  });
});
