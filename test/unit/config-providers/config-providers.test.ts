import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConfigProviders } from '../../../lib/config-providers/create-config-providers.ts';
import { directoryConfigProvider } from '../../../lib/config-providers/directory.ts';
import { envConfigProvider } from '../../../lib/config-providers/env.ts';
import { fileConfigProvider } from '../../../lib/config-providers/file.ts';
import { resolveConfig } from '../../../lib/config-providers/resolve-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';

const KAFKA = 'org.apache.kafka.common.config.provider';

const folder = mkdtempSync(join(tmpdir(), 'providers-'));
const inside = join(folder, 'inside');
mkdirSync(inside);
mkdirSync(join(inside, 'sub'));
writeFileSync(join(inside, 'password'), 'hunter\n');
writeFileSync(join(inside, 'db.properties'), 'user=u');
writeFileSync(join(folder, 'outside'), 'secret');
mkdirSync(join(folder, 'inside-not'));
writeFileSync(join(folder, 'inside-not', 'password'), 'other');

const plugins = [envConfigProvider({ DB_USER: 'u', HOME: '/h' }), fileConfigProvider, directoryConfigProvider];

const resolve = async (worker: RawConfig, reference: string) =>
  (await resolveConfig({ a: reference }, createConfigProviders(plugins, worker))).config.a;

describe('a directory of secrets', () => {
  it('has a file for each, taken as it is', async () => {
    expect(await resolve({}, `\${directory:${inside}:password}`)).toBe('hunter\n');
  });

  it.each(['gone', 'sub', '..', '../outside', 'sub/../password'])('has no %s', async (key) => {
    await expect(resolve({}, `\${directory:${inside}:${key}}`)).rejects.toThrow('there is no such key');
  });
});

describe('allowed.paths', () => {
  const worker = {
    'config.providers.file.param.allowed.paths': `${inside},/etc`,
    'config.providers.directory.param.allowed.paths': inside,
  };

  it('lets read what is in them', async () => {
    expect(await resolve(worker, `\${file:${inside}/db.properties:user}`)).toBe('u');
    expect(await resolve(worker, `\${directory:${inside}:password}`)).toBe('hunter\n');
  });

  it.each([
    `\${file:${folder}/outside:user}`,
    `\${file:${inside}/../outside:user}`,
    `\${directory:${folder}:outside}`,
    `\${directory:${folder}/inside-not:password}`,
  ])('refuses %s', async (reference) => {
    await expect(resolve(worker, reference)).rejects.toThrow('the path is not among allowed.paths');
  });

  it('are absolute', () => {
    const relative = { 'config.providers.file.param.allowed.paths': 'etc' };
    expect(() => createConfigProviders(plugins, relative)).toThrow('Config provider file: Path etc is not absolute');
  });
});

describe('environment variables', () => {
  it('are those that the pattern matches as a whole', async () => {
    const worker = { 'config.providers.env.param.allowlist.pattern': 'DB_.*' };
    expect(await resolve(worker, '${env:DB_USER}')).toBe('u');
    await expect(resolve(worker, '${env:HOME}')).rejects.toThrow('there is no such key');
    expect(await resolve({}, '${env:HOME}')).toBe('/h');
  });
});

describe('config.providers', () => {
  it('names the providers there are, and their classes', async () => {
    const worker = {
      'config.providers': 'secrets',
      'config.providers.secrets.class': `${KAFKA}.DirectoryConfigProvider`,
    };
    expect(await resolve(worker, `\${secrets:${inside}:password}`)).toBe('hunter\n');
    await expect(resolve(worker, '${env:HOME}')).rejects.toThrow('there is no config provider env, but secrets');
  });

  it.each<[RawConfig, string]>([
    [{ 'config.providers': 'x' }, 'Missing required configuration "config.providers.x.class"'],
    [
      { 'config.providers': 'x', 'config.providers.x.class': 'org.example.Vault' },
      `Class org.example.Vault could not be found; possible are ${KAFKA}.EnvVarConfigProvider, `,
    ],
    [
      { 'config.providers.env.param.allowed.paths': '/x' },
      "Config provider env: Unknown configuration 'allowed.paths', possible are allowlist.pattern",
    ],
    [{ 'config.providers.file.param.secret.ttl.ms': 'x' }, 'Not a number of type LONG'],
  ])('%j is refused', (worker, message) => {
    expect(() => createConfigProviders(plugins, worker)).toThrow(message);
  });

  it('says for how long a file holds, if it is told', async () => {
    const providers = createConfigProviders(plugins, { 'config.providers.file.param.secret.ttl.ms': '1000' });
    const file = `\${file:${inside}/db.properties:user}`;
    expect(await resolveConfig({ a: file, b: '${env:HOME}' }, providers)).toEqual({
      config: { a: 'u', b: '/h' },
      ttlMs: 1000,
      secrets: ['u', '/h'],
    });
  });
});
