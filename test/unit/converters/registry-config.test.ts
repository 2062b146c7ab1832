import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { avroConverter } from '../../../lib/converters/avro-converter.ts';
import { glueAvroConverter } from '../../../lib/converters/glue-avro-converter.ts';
import { jsonSchemaConverter } from '../../../lib/converters/json-schema-converter.ts';
import { protobufConverter } from '../../../lib/converters/protobuf-converter.ts';

const REGISTRY = { 'schema.registry.url': 'mock://keys', 'converter.type': 'value' };
const SERIALIZERS = 'io.confluent.kafka.serializers';
const confluent = [avroConverter, protobufConverter, jsonSchemaConverter];

const errors = (plugin: typeof avroConverter, raw: RawConfig): readonly string[] =>
  validateConfig(plugin.configDef, { ...REGISTRY, ...raw }).flatMap((key) => key.errors);

/** What would change results, and what to do instead. */
const refused: ReadonlyArray<readonly [key: string, value: string, instead: RegExp]> = [
  ['context.name.strategy', 'com.example.Contexts', /name one in schema.registry.url/],
  ['key.schema.id.serializer', `${SERIALIZERS}.schema.id.HeaderSchemaIdSerializer`, /at the start of the message/],
  ['value.schema.id.serializer', `${SERIALIZERS}.schema.id.HeaderSchemaIdSerializer`, /at the start of the message/],
  ['key.schema.id.deserializer', 'com.example.Ids', /PrefixSchemaIdSerializer/],
  ['value.schema.id.deserializer', 'com.example.Ids', /PrefixSchemaIdSerializer/],
  ['use.schema.guid', '89791762-2336-4186-9674-299b90a802e2', /use.schema.id/],
  ['use.latest.with.metadata', 'version=v1', /use.latest.version/],
  ['rule.executors', 'encrypt', /not supported/],
  ['bearer.auth.custom.provider.class', 'com.example.Tokens', /STATIC_TOKEN or OAUTHBEARER/],
  ['schema.registry.ssl.engine.factory.class', 'com.example.Tls', /as PEM/],
];

describe.each(confluent.map((plugin) => [plugin.className, plugin] as const))('%s', (_, plugin) => {
  test.each(refused)('refuses %s=%s', (key, value, instead) => {
    expect(errors(plugin, { [key]: value })).toEqual([expect.stringMatching(instead)]);
    expect(() => plugin.create({ ...REGISTRY, [key]: value }, false)).toThrow(instead);
  });

  test('takes its own defaults, written out', () => {
    const defaults = Object.entries(plugin.configDef).flatMap(([name, key]) =>
      key.default === undefined || key.default === null ? [] : [[name, String(key.default)] as const],
    );
    expect(errors(plugin, Object.fromEntries(defaults))).toEqual([]);
  });

  test.each(['validation.rules.enabled', 'rule.executors.encrypt.class', 'rule.actions.dlq.param.topic'])(
    'refuses %s, whose name goes on as one likes',
    (key) => {
      expect(() => plugin.create({ ...REGISTRY, [key]: 'x' }, false)).toThrow(/rules of data contracts/);
    },
  );

  test('refuses what is no header, without showing its value', () => {
    const create = (headers: RawConfig) => () => plugin.create({ ...REGISTRY, ...headers }, false);
    expect(create({ 'request.header.X-Team': 'data' })).not.toThrow();
    expect(create({ 'request.header.X Team': 's3cret' })).toThrow(
      /^Invalid configuration request.header.X Team: [^=]*$/,
    );
    expect(create({ 'request.header.X-Team': 's3cret\n' })).toThrow(/^(?!.*s3cret)Invalid configuration/);
  });
});

test.each([
  [protobufConverter, { 'skip.known.types': 'false' }, /not registered again/],
  [jsonSchemaConverter, { 'json.indent.output': 'true' }, /without spaces/],
  [jsonSchemaConverter, { 'preserve.additional.properties': 'true' }, /name them in the schema/],
  [glueAvroConverter, { proxyUrl: 'http://proxy:3128' }, /VPC endpoint/],
  [glueAvroConverter, { assumeRoleArn: 'arn:aws:iam::123456789012:role/r' }, /the function's own role/],
  [glueAvroConverter, { tags: '{a=b}' }, /set them in AWS Glue/],
  [glueAvroConverter, { metadata: '{a=b}' }, /set them in AWS Glue/],
  [glueAvroConverter, { schemaNameGenerationClass: 'com.example.Names' }, /schemaName/],
  [glueAvroConverter, { secondaryDeserializer: 'com.example.Other' }, /leave it out/],
])('%# of one converter alone is refused', (plugin, raw, instead) => {
  expect(errors(plugin, raw)).toEqual([expect.stringMatching(instead)]);
});

test.each([
  [
    avroConverter,
    ['rule.service.loader.enable', 'schema.reflection', 'bearer.auth.scope.claim.name', 'specific.avro.reader'],
  ],
  [protobufConverter, ['reference.lookup.only', 'derive.type']],
  [jsonSchemaConverter, ['json.write.dates.iso8601', 'json.default.property.inclusion']],
  [glueAvroConverter, ['cacheSize', 'timeToLiveMillis', 'userAgentApp', 'assumeRoleSessionName']],
])('%# has a reason for each key that means nothing here', (plugin, keys) => {
  for (const key of keys) expect(plugin.configDef[key]?.ignored).toMatch(/.{10}/);
});
