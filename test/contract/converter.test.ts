import { afterAll, describe, expect, test, vi } from 'vitest';
import type { ConfigDef } from '../../lib/config/config-def.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import { validateConfig } from '../../lib/config/validate-config.ts';
import type { RawConfig } from '../../lib/connect/connector.ts';
import { valuesEqual } from '../../lib/connect/equality.ts';
import { DataError } from '../../lib/connect/errors.ts';
import * as s from '../../lib/connect/schema.ts';
import type { ConnectValue } from '../../lib/connect/value.ts';
import { converters, headerConverters } from '../../lib/converters/catalogue.ts';
import { whenReady } from '../unit/converters/ready.ts';
import { startFakeGlue } from './fake-glue.ts';

/** One of these a converter must be able to carry. */
const samples: ReadonlyArray<readonly [s.Schema, ConnectValue]> = [
  [s.BOOLEAN_SCHEMA, true],
  [s.INT16_SCHEMA, -7],
  [s.INT32_SCHEMA, 70_000],
  [s.INT64_SCHEMA, -(2n ** 63n)],
  [s.FLOAT32_SCHEMA, 1.5],
  [s.FLOAT64_SCHEMA, 0.1],
  [s.STRING_SCHEMA, 'grüße, 世界'],
  [s.BYTES_SCHEMA, Buffer.of(0, 255)],
];

const glue = await startFakeGlue();
vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');

afterAll(() => {
  glue.close();
});

/** What a plugin cannot do without: a registry. */
const required = ({ configDef }: { readonly configDef: ConfigDef }): RawConfig => {
  if ('schema.registry.url' in configDef) return { 'schema.registry.url': 'mock://contract' };
  return 'registry.name' in configDef
    ? { region: 'eu-west-1', endpoint: glue.endpoint, schemaAutoRegistrationEnabled: 'true' }
    : {};
};

/** Only change events become events, and are read as such: test/unit/converters/cloud-events has what this one carries. */
const ofChangeEvents = new Set(['io.debezium.converters.CloudEventsConverter']);

const accepts = async (convert: () => ConnectValue, value: ConnectValue): Promise<boolean> => {
  try {
    return valuesEqual(await whenReady(convert), value);
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return false;
  }
};

const plugins = [...converters, ...headerConverters].map((plugin) => ({
  name: `${plugin.className} as ${plugin.kind}`,
  plugin,
}));

describe.each(plugins)('$name', ({ plugin }) => {
  test('is documented', () => {
    expect(plugin.documentation).not.toBe('');
    expect(plugin.version).toMatch(/^\d+\.\d+\.\d+(\.Final)?$/);
    for (const key of Object.values(plugin.configDef)) expect(key.documentation.length).toBeGreaterThan(10);
  });

  test('has valid defaults', () => {
    const raw = { 'converter.type': 'value', ...required(plugin) };
    expect(validateConfig(plugin.configDef, raw).flatMap(({ errors }) => errors)).toEqual([]);
    expect(() => parseConfig(plugin.configDef, raw)).not.toThrow();
  });
});

describe.each(converters)('$className', (plugin) => {
  const converter = plugin.create(required(plugin), false);

  test('null is no bytes, and back', () => {
    expect(converter.fromConnectData('t', null, null)).toBe(null);
    expect(converter.toConnectData('t', null).value).toBe(null);
  });

  test('carries some type, and refuses what it does not carry with a DataError', async () => {
    const carried = samples.map(([schema, value], index) =>
      accepts(
        () => converter.toConnectData(`t${index}`, converter.fromConnectData(`t${index}`, schema, value)).value,
        value,
      ),
    );
    expect((await Promise.all(carried)).includes(true)).toBe(!ofChangeEvents.has(plugin.className));
  });

  test('says the same for keys', () => {
    expect(plugin.create(required(plugin), true).toConnectData('t', null)).toEqual(converter.toConnectData('t', null));
  });
});

describe.each(headerConverters)('$className for headers', (plugin) => {
  const converter = plugin.create({});

  test('null is no bytes, and back', () => {
    expect(converter.fromConnectHeader('t', { key: 'h', schema: null, value: null })).toBe(null);
    expect(converter.toConnectHeader('t', { key: 'h', value: null }).value).toBe(null);
  });

  test('carries some type', async () => {
    const roundTrip = (schema: s.Schema, value: ConnectValue): ConnectValue =>
      converter.toConnectHeader('t', {
        key: 'h',
        value: converter.fromConnectHeader('t', { key: 'h', schema, value }),
      }).value;
    const carried = samples.map(([schema, value]) => accepts(() => roundTrip(schema, value), value));
    expect(await Promise.all(carried)).toContain(true);
  });
});

test.each([
  ['converters', converters],
  ['header converters', headerConverters],
])('no class is twice among the %s', (_kind, catalogue) => {
  const names = catalogue.flatMap(({ className, aliases }) => [className, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
});
