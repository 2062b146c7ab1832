import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { hasReferences } from '../../../lib/config/references.ts';
import type { ConfigProvider } from '../../../lib/config-providers/config-provider.ts';
import { envConfigProvider } from '../../../lib/config-providers/env.ts';
import { fileConfigProvider } from '../../../lib/config-providers/file.ts';
import { resolveConfig } from '../../../lib/config-providers/resolve-config.ts';
import { createSecretsManagerConfigProvider } from '../../../lib/config-providers/secrets-manager.ts';
import { createSsmConfigProvider } from '../../../lib/config-providers/ssm.ts';
import { ConfigError } from '../../../lib/connect/errors.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:kafka-AbCdEf';

/** Secrets by id, as the SDK's client would find them; counts how often it is asked. */
const secretsManager = (secrets: Readonly<Record<string, string>>) => {
  let asked = 0;
  const send = async ({ input }: { readonly input: { readonly SecretId: string } }) => {
    asked += 1;
    const SecretString = secrets[input.SecretId];
    if (SecretString === undefined)
      throw Object.assign(new Error('secret text'), { name: 'ResourceNotFoundException' });
    return { SecretString };
  };
  const client = { send } as unknown as SecretsManagerClient;
  return { provider: createSecretsManagerConfigProvider(client), asked: () => asked };
};

const ssm = (parameters: Readonly<Record<string, string>>): ConfigProvider => {
  const send = async ({ input }: { readonly input: { readonly Names: readonly string[] } }) => ({
    Parameters: input.Names.flatMap((name) => {
      const [Name = '', version] = name.split(':');
      const Value = parameters[name];
      return Value === undefined ? [] : [{ Name, ...(version && { Selector: `:${version}` }), Value }];
    }),
  });
  return createSsmConfigProvider({ send } as unknown as SSMClient);
};

describe('references in a configuration', () => {
  it('are replaced, several in one value and wherever they stand', async () => {
    const { provider, asked } = secretsManager({ [ARN]: '{"username":"u","password":"p$&","port":9096}' });
    const raw = {
      plain: 'as it is',
      topic: '${topic}-$1',
      'sasl.jaas.config': `x required username="\${secretsmanager:${ARN}:username}" password="\${secretsmanager:${ARN}:password}";`,
      port: `\${secretsmanager:${ARN}:port}`,
    };
    expect((await resolveConfig(raw, { secretsmanager: provider })).config).toEqual({
      plain: 'as it is',
      topic: '${topic}-$1',
      'sasl.jaas.config': 'x required username="u" password="p$&";',
      port: '9096',
    });
    expect(asked()).toBe(1);
    expect(hasReferences(raw)).toBe(true);
    expect(hasReferences({ topic: raw.topic })).toBe(false);
  });

  it('may mean a whole secret, by name or ARN', async () => {
    const { provider } = secretsManager({ plain: 'text', [ARN]: 'whole', 'a/b': '{"k":"v"}' });
    const raw = { a: '${secretsmanager:plain}', b: `\${secretsmanager:${ARN}}`, c: '${secretsmanager:a/b:k}' };
    expect((await resolveConfig(raw, { secretsmanager: provider })).config).toEqual({ a: 'text', b: 'whole', c: 'v' });
  });

  it('may mean parameters, with or without a version', async () => {
    const provider = ssm({ '/kafka/user': 'u', '/kafka/password:3': 'old' });
    const raw = { user: '${ssm:/kafka/user}', password: '${ssm:/kafka/password:3}' };
    expect((await resolveConfig(raw, { ssm: provider })).config).toEqual({ user: 'u', password: 'old' });
  });

  it('may mean variables and properties files', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'db.properties');
    writeFileSync(file, 'user = u\npassword = p\\u00fc');
    const providers = { env: envConfigProvider({ HOME: '/h' }).create({}), file: fileConfigProvider.create({}) };
    const raw = { a: '${env:HOME}', b: `\${file:${file}:password}` };
    expect((await resolveConfig(raw, providers)).config).toEqual({ a: '/h', b: 'pü' });
  });

  it('are not looked at again in what they stand for', async () => {
    const providers = { env: envConfigProvider({ A: '${env:B}', B: 'b' }).create({}) };
    expect((await resolveConfig({ a: '${env:A}' }, providers)).config).toEqual({ a: '${env:B}' });
  });

  it.each([
    ['${vault:a:b}', /^Could not resolve \$\{vault:a:b\}: there is no config provider vault, but /],
    ['${env:MISSING}', /^Could not resolve \$\{env:MISSING\}: there is no such key$/],
    ['${secretsmanager:gone:key}', /^Could not resolve \$\{secretsmanager:gone:key\}: .*ResourceNotFoundException$/],
    ['${secretsmanager:text:key}', /^Could not resolve \$\{secretsmanager:text:key\}: the secret is no JSON object/],
    ['${secretsmanager:json:other}', /^Could not resolve \$\{secretsmanager:json:other\}: there is no such key$/],
    ['${file:/nowhere:key}', /^Could not resolve \$\{file:\/nowhere:key\}: the file can't be read \(ENOENT\)$/],
    ['${constructor:a:b}', /there is no config provider constructor/],
  ])('%s leads nowhere, which is said without a value', async (reference, message) => {
    const providers = {
      env: envConfigProvider({}).create({}),
      secretsmanager: secretsManager({ text: 'hunter2', json: '{"key":"hunter2"}' }).provider,
      file: fileConfigProvider.create({}),
    };
    const failed = resolveConfig({ password: reference }, providers);
    await expect(failed).rejects.toBeInstanceOf(ConfigError);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow(/hunter2/);
  });
});
