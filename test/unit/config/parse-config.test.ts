import { inspect } from 'node:util';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { type ConfigKey, type ConfigOf, defineConfig } from '../../../lib/config/config-def.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import { atLeast, between, oneOf, oneOfIgnoringCase } from '../../../lib/config/validators.ts';
import { ConfigError } from '../../../lib/connect/errors.ts';
import { Password } from '../../../lib/connect/password.ts';

const about = { importance: 'HIGH', documentation: 'A key.' } as const;

const def = defineConfig({
  name: { ...about, type: 'STRING' },
  port: { ...about, type: 'INT', default: 8083, validator: between(1, 65_535) },
  timeout: { ...about, type: 'LONG', default: null },
  ratio: { ...about, type: 'DOUBLE', default: 0.5 },
  enabled: { ...about, type: 'BOOLEAN', default: true },
  topics: { ...about, type: 'LIST', default: [] },
  password: { ...about, type: 'PASSWORD', default: null },
  mode: { ...about, type: 'STRING', default: 'bulk', validator: oneOf('bulk', 'incrementing') },
  format: { ...about, type: 'STRING', default: 'JSON', validator: oneOfIgnoringCase('JSON', 'AVRO') },
});

describe('parseConfig', () => {
  test('gives every key its type', () => {
    expectTypeOf<ConfigOf<typeof def>>().toEqualTypeOf<{
      readonly name: string;
      readonly port: number;
      readonly timeout: number | null;
      readonly ratio: number;
      readonly enabled: boolean;
      readonly topics: readonly string[];
      readonly password: Password | null;
      readonly mode: 'bulk' | 'incrementing';
      readonly format: 'JSON' | 'AVRO';
    }>();
  });

  test('takes defaults for what is not given', () => {
    expect(parseConfig(def, { name: 'x' })).toEqual({
      name: 'x',
      port: 8083,
      timeout: null,
      ratio: 0.5,
      enabled: true,
      topics: [],
      password: null,
      mode: 'bulk',
      format: 'JSON',
    });
  });

  test('parses texts, blanks around them aside', () => {
    const parsed = parseConfig(def, {
      name: ' x ',
      port: ' +80 ',
      timeout: '-1',
      ratio: '1e-3',
      enabled: 'FALSE',
      topics: ' a , b,c ',
      password: ' s3cret ',
      mode: 'incrementing',
      format: 'avro',
      'not.known': 'left alone',
    });
    expect(parsed).toMatchObject({ name: 'x', port: 80, timeout: -1, ratio: 0.001, enabled: false, format: 'AVRO' });
    expect(parsed.topics).toEqual(['a', 'b', 'c']);
    expect(parsed.password?.value()).toBe('s3cret');
  });

  test('an empty list', () => {
    expect(parseConfig(def, { name: 'x', topics: '  ' }).topics).toEqual([]);
  });

  test.each<readonly [Record<string, string>, string]>([
    [{}, 'Missing required configuration "name" which has no default value.'],
    [{ port: 'x' }, 'Invalid value x for configuration port: Not a number of type INT'],
    [{ port: '2147483648' }, 'Invalid value 2147483648 for configuration port: Not a number of type INT'],
    [{ port: '1.5' }, 'Invalid value 1.5 for configuration port: Not a number of type INT'],
    [{ port: '' }, 'Invalid value  for configuration port: Not a number of type INT'],
    [{ port: '0' }, 'Invalid value 0 for configuration port: Value must be at least 1'],
    [{ port: '65536' }, 'Invalid value 65536 for configuration port: Value must be no more than 65535'],
    [{ timeout: 'soon' }, 'Invalid value soon for configuration timeout: Not a number of type LONG'],
    [{ ratio: 'half' }, 'Invalid value half for configuration ratio: Not a number of type DOUBLE'],
    [{ enabled: 'yes' }, 'Invalid value yes for configuration enabled: Expected value to be either true or false'],
    [{ mode: 'BULK' }, 'Invalid value BULK for configuration mode: String must be one of: bulk, incrementing'],
    [{ format: 'x' }, 'Invalid value x for configuration format: String must be one of (case insensitive): JSON, AVRO'],
  ])('%o fails in Kafka’s words', (raw, message) => {
    const given = Object.keys(raw).length === 0 ? raw : { name: 'x', ...raw };
    expect(() => parseConfig(def, given)).toThrow(new ConfigError(message));
  });
});

describe('a password', () => {
  const secret = 'hunter2';
  const { password } = parseConfig(def, { name: 'x', password: secret });

  test('does not show itself', () => {
    for (const text of [`${password}`, JSON.stringify({ password }), inspect({ password })]) {
      expect(text).toContain('[hidden]');
      expect(text).not.toContain(secret);
    }
  });

  test('is not in the message of a failed validation', () => {
    const strict = defineConfig({
      password: {
        ...about,
        type: 'PASSWORD',
        validator: {
          description: 'never',
          ensureValid: (name, value) => {
            throw new ConfigError(`Invalid value ${value} for configuration ${name}: no`);
          },
        },
      },
    });
    expect(() => parseConfig(strict, { password: secret })).toThrow(
      'Invalid value [hidden] for configuration password',
    );
  });

  test('may be the default', () => {
    const key: ConfigKey = { ...about, type: 'PASSWORD', default: secret };
    expect(String(parseConfig({ key }, {}).key)).toBe(Password.HIDDEN);
  });
});

describe('validateConfig', () => {
  test('finds every wrong key, and keeps the order of the definition', () => {
    const findings = validateConfig(def, { port: '0', mode: 'x' });
    expect(findings.map(({ name }) => name)).toEqual(Object.keys(def));
    expect(findings.filter(({ errors }) => errors.length > 0).map(({ name, value }) => [name, value])).toEqual([
      ['name', null],
      ['port', null],
      ['mode', null],
    ]);
  });

  test('asks recommenders with the configuration as written', () => {
    const recommended = defineConfig({
      mode: {
        ...about,
        type: 'STRING',
        default: 'a',
        recommender: { validValues: ({ kind }) => [`${kind}-a`, `${kind}-b`], visible: ({ kind }) => kind !== 'none' },
      },
    });
    const [finding] = validateConfig(recommended, { kind: 'none' });
    expect(finding).toMatchObject({ recommendedValues: ['none-a', 'none-b'], visible: false, value: 'a' });
  });

  test('checks defaults too', () => {
    const wrong = defineConfig({ size: { ...about, type: 'INT', default: 0, validator: atLeast(1) } });
    expect(validateConfig(wrong, {})[0]?.errors).toEqual([
      'Invalid value 0 for configuration size: Value must be at least 1',
    ]);
  });
});
