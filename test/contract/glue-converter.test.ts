import { inflateSync } from 'node:zlib';
import avro from 'avsc';
import { afterAll, expect, test, vi } from 'vitest';
import { DataError } from '../../lib/connect/errors.ts';
import * as s from '../../lib/connect/schema.ts';
import { Struct } from '../../lib/connect/struct.ts';
import { glueAvroConverter } from '../../lib/converters/glue-avro-converter.ts';
import { whenReady } from '../unit/converters/ready.ts';
import { startFakeGlue } from './fake-glue.ts';

const glue = await startFakeGlue();
vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');

afterAll(() => {
  glue.close();
});

const create = (config = {}) =>
  glueAvroConverter.create(
    { region: 'eu-west-1', endpoint: glue.endpoint, schemaAutoRegistrationEnabled: 'true', ...config },
    false,
  );

const schema = s.structSchema([['name', s.STRING_SCHEMA]], { name: 'com.example.Person' });
const value = new Struct(schema, ['Ada']);

test.each([
  ['NONE', 0],
  ['ZLIB', 5],
])('a message is a header, %s compression, the version and Avro', async (compression, byte) => {
  const converter = create({ compression });
  const topic = `people-${compression}`;
  const bytes = Buffer.from((await whenReady(() => converter.fromConnectData(topic, schema, value))) ?? []);
  const [version] = glue.schemas.get(topic) ?? [];
  expect([bytes[0], bytes[1]]).toEqual([3, byte]);
  expect(bytes.subarray(2, 18).toString('hex')).toBe(version?.SchemaVersionId.replaceAll('-', ''));
  const payload = compression === 'ZLIB' ? inflateSync(bytes.subarray(18)) : bytes.subarray(18);
  const type = avro.Type.forSchema(JSON.parse(version?.SchemaDefinition ?? ''));
  expect({ ...type.fromBuffer(payload) }).toEqual({ name: 'Ada' });
  const reader = create();
  const read = await whenReady(() => reader.toConnectData(topic, bytes));
  expect(read.value).toEqual(value);
});

test('versions of a schema are added to it, and known ones are found', async () => {
  const wide = s.structSchema(
    [
      ['name', s.STRING_SCHEMA],
      ['age', s.OPTIONAL_INT32_SCHEMA],
    ],
    { name: 'com.example.Person' },
  );
  const [one, other] = [create(), create({ schemaAutoRegistrationEnabled: 'false' })];
  await whenReady(() => one.fromConnectData('versions', schema, value));
  const bytes = await whenReady(() => one.fromConnectData('versions', wide, Struct.of(wide, { name: 'Grace' })));
  expect(glue.schemas.get('versions')).toHaveLength(2);
  expect(await whenReady(() => other.fromConnectData('versions', wide, Struct.of(wide, { name: 'Grace' })))).toEqual(
    bytes,
  );
});

test('a schema that is refused or unknown, or a message of another format, is a bad record', async () => {
  const refused = s.structSchema([['incompatible', s.STRING_SCHEMA]], { name: 'P' });
  const [registering, reading] = [create(), create({ schemaAutoRegistrationEnabled: 'false' })];
  await expect(
    whenReady(() => registering.fromConnectData('refused', refused, new Struct(refused, ['x']))),
  ).rejects.toThrow(/is FAILURE/);
  await expect(whenReady(() => reading.fromConnectData('unknown', schema, value))).rejects.toThrow(DataError);
  await expect(
    whenReady(() => reading.toConnectData('t', Buffer.concat([Buffer.of(3, 0), Buffer.alloc(17)]))),
  ).rejects.toThrow(DataError);
  expect(() => reading.toConnectData('t', Buffer.from('{"a":1}'))).toThrow(/Invalid schema registry header/);
});
